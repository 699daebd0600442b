// The part of a gateway that makes imports, for tests that make none.
import type { ImportGateway } from '../../src/domain/gateway/importGateway.ts';

const unused = (): never => {
  throw new Error('No call of this test asks for this.');
};

export const noImports: ImportGateway = {
  describeUserPool: unused,
  getCsvHeader: unused,
  createUserImportJob: unused,
  startUserImportJob: unused,
  upload: unused,
  listLogRoles: unused,
  createLogRole: unused,
  listLogEvents: unused,
};
