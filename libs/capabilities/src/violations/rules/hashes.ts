// Written by npm run rules:hash; a published version never changes its hash.
/** The SHA-256 of each rule file's tokens, by `<code>@<version>`. */
export const ruleHashes: Readonly<Record<string, string>> = {
  'V-01@1': '0ce870551d244f5f7c2721b8f22dbec7c036b273757b14451c52f3843abf24a1',
  'V-05@1': 'ea667bca11a02222c8d478398dd0ffa28ff2ebcacb1e074344b901d230236d36',
  'V-07@1': '631aad85f722925210627b5db647a4846f9ab66518875be1fd02822481948bd2',
  'V-08@1': '893634cea2efab10a4565da5e8ef1b815e42ea10dfcf2ffd9dac8c5d34526522',
  'V-18@1': '4db88a677a399caa65b85d20ed48533b651aecf7b5cf0249d576a7c6ac58271e',
  'V-19@1': '5302ee1310555e0aa104bf6148300915933ad1865d1a9b8b2d7e2433b2729724',
  'V-28@1': '97e3a20710cf2966187fc33d610836046ec2c71f7a47e4dd825009fdd0223298',
};
