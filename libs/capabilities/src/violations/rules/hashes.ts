// Written by npm run rules:hash; a published version never changes its hash.
/** The SHA-256 of each rule file's tokens, by `<code>@<version>`. */
export const ruleHashes: Readonly<Record<string, string>> = {
  'V-01@1': 'f41bbbb1ea8b672a23c212571c79de23b81c4f9f9b948c3c2b2a366d8c06d11d',
  'V-05@1': '5bc65d8bede1f33b1686f8aa956f5c9de92afe2997aec50573bbc411325539cd',
  'V-07@1': 'df65a6e28f9ae02d9ffd9fe185d4ecca6b7ff7d69287a75817ff533a5145525f',
  'V-08@1': 'f2d3e2262ec45d5662a60edbe57eef5e3514b0213303b48f97ac0e908d50ef50',
  'V-18@1': '9a58bb4171eb3c0ea908d8b7e55fd6997cd0a1e38ab5e6ff9b79a8dccb375ed5',
  'V-19@1': 'ed24318b5fb30b323185f5578da3e452c6df1b26552970245fd2983d80f8b231',
  'V-20@1': 'fb80131235eac36fa17f80eb34a9d93ce3d455242c8b0b38542952bc3cf98d8b',
  'V-28@1': '180c51b136486f1b6baa7c0591653757303f1e195fdf954500132df99022548e',
  'V-36@1': 'a59c5aea451a2b5989853ba0f790bdcbd53bb41d46781b2eac77484e4dfe5b20',
  'V-37@1': 'a013eec4718ebb15117e45af7cf358e29cd074b93c5bf4ccb33cf236eca56873',
  'V-38@1': '19aad5bc1af07e78f9f8f687d1d0bdbf45e9c78e4684b71668d910f0514d27bf',
  'V-39@1': '473ea10d2e239c0d45bee43c93cd69bbcc153a7a9437c70b41e207e4fc92cb7d',
  'V-40@1': '72cf2f73bf587ff2c43cdc0d216c0f0b8f9955cb775358af441a4bec21e5a0ca',
};
