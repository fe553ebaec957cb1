/** A copy without Vue's proxies, which cannot cross to the desktop's main process. For what JSON can hold. */
export function plain<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value
}
