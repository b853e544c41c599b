/** An error of GitHub's GraphQL: it has a type beside its message, and comes with status 200. */
export class GraphqlTrouble extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

export const nodeNotFound = (id: string): GraphqlTrouble =>
  new GraphqlTrouble('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);

export const accessForbidden = (): GraphqlTrouble =>
  new GraphqlTrouble('FORBIDDEN', 'Resource not accessible by integration');
