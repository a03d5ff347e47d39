import type { SecretUrl } from '../../config/secret-url.ts';
import type { TestResult } from '../driver.ts';
import type { Service } from './service.ts';

/** One of the programs that the native driver runs, ready to be started. */
export interface NativeComponent {
  readonly service: Service;
  readonly url: SecretUrl;
  readonly sessionUrl: SecretUrl | null;
  configure(): Promise<void>;
  test(): Promise<TestResult>;
}
