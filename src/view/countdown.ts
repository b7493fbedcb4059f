/** Time left as a clock shows it: `9:05`. Of a moment that has passed: `0:00`. @param seconds may have a fraction */
export function countdown(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
}
