export const liveMessages = {}
