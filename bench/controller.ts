/** Who asks, in every bench's program. */
export const controller = {
  name: 'Alpine Shop AG',
  address: 'Bahnhofstrasse 1, 8001 Zürich',
  contact: 'privacy@alpine.example',
  jurisdiction: 'CH',
  policyUrl: 'https://alpine.example/privacy',
}
