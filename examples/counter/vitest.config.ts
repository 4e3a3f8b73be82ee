import { vangoTests } from 'vango/testing-vitest'

export default vangoTests()
