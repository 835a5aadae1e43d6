const steps = ["B", "KB", "MB", "GB"] as const;

/** 1,234,567 bytes → "1.2 MB". */
export function fileSize(bytes: number): string {
  let [size, step] = [bytes, 0];
  while (size >= 1000 && step < steps.length - 1) {
    size /= 1000;
    step += 1;
  }
  return `${step === 0 ? size : size.toFixed(1)} ${steps[step]}`;
}
