// Notices by mail: what holders are told of what happens to their key.
export { type NoticeLosses, noticeLosses } from "./notice-losses.ts";
export { type NoticeOptions, type NoticeQueue, noticeQueue } from "./notice-queue.ts";
export { watchedStore } from "./watched-store.ts";
