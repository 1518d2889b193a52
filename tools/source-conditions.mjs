// Resolve hook: lets packages of this workspace be imported from src/ ("jeton-source").
export function resolve(specifier, context, next) {
  return next(specifier, { ...context, conditions: [...context.conditions, "jeton-source"] });
}
