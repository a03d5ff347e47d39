// Makes the cluster that every new data directory of the embedded engine is copied from: once after installation,
// so that the first start does not have to wait for it.
import { messageOf } from '../src/domain/errors.ts';
import { prepareTemplate } from '../src/storage/embedded/template.ts';

try {
  await prepareTemplate();
} catch (error) {
  // Without it every new data directory makes its own, which takes some seconds longer and nothing else.
  console.error(`The embedded database could not be prepared beforehand: ${messageOf(error)}`);
}
