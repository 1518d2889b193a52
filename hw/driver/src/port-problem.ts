/** Why a serial port cannot be opened. */
export type PortProblem =
  | { readonly kind: "missing" }
  /** It belongs to another user, and to this group. */
  | { readonly kind: "forbidden"; readonly group: string }
  | { readonly kind: "busy" }
  | { readonly kind: "no-port" }
  | { readonly kind: "other"; readonly message: string };

/** Returns one line that says what was found at `path`, and the cure. */
export function portProblemWords(path: string, problem: PortProblem): string {
  const cannot = `Cannot open ${path}: `;
  switch (problem.kind) {
    case "missing":
      return `${cannot}there is no such port; plug the board in, or see "jeton-bench list"`;
    case "forbidden":
      return `${cannot}this user may not, wanted a member of the group "${problem.group}"; "sudo usermod -aG ${problem.group} $USER" and a new log-in, or the udev rule SUBSYSTEM=="tty", MODE="0660", TAG+="uaccess"`;
    case "busy":
      return `${cannot}another program has it; end that one first ("fuser ${path}" names it)`;
    case "no-port":
      return `${cannot}it is no serial port, wanted the path of one ("jeton-bench list" shows them)`;
    case "other":
      return `${cannot}${problem.message}; try another port ("jeton-bench list" shows them)`;
    default:
      return problem satisfies never;
  }
}
