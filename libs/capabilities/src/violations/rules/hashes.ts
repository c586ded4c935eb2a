// Written by npm run rules:hash; a published version never changes its hash.
/** The SHA-256 of each rule file's tokens, by `<code>@<version>`. */
export const ruleHashes: Readonly<Record<string, string>> = {
  'V-01@1': '80b95a98cd43c730f5010f04afd74ef1e2e3955df53e6c3a7efd4e14e1494bee',
  'V-05@1': '09c52f9484fb74d2099932a5c1bd524133b33033ea1943876c9de6852942b86e',
  'V-07@1': '290e58b744662a3b177a5a61f640e400879a06d34aa39ff0694162be316a348a',
  'V-08@1': '4e17487099e20396628173b7b4997ee074c77e3ce517baa1b8fb56941326adb6',
  'V-18@1': '9a58bb4171eb3c0ea908d8b7e55fd6997cd0a1e38ab5e6ff9b79a8dccb375ed5',
  'V-19@1': 'ed24318b5fb30b323185f5578da3e452c6df1b26552970245fd2983d80f8b231',
  'V-28@1': '180c51b136486f1b6baa7c0591653757303f1e195fdf954500132df99022548e',
  'V-36@1': 'a59c5aea451a2b5989853ba0f790bdcbd53bb41d46781b2eac77484e4dfe5b20',
  'V-37@1': '305c0a689214db6b2d9f1e115e20f98b6f04ba5faac9faed4fe430eb1ad50b5e',
  'V-38@1': '19aad5bc1af07e78f9f8f687d1d0bdbf45e9c78e4684b71668d910f0514d27bf',
  'V-39@1': '473ea10d2e239c0d45bee43c93cd69bbcc153a7a9437c70b41e207e4fc92cb7d',
  'V-40@1': '72cf2f73bf587ff2c43cdc0d216c0f0b8f9955cb775358af441a4bec21e5a0ca',
};
