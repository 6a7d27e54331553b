export default {
  // Only what says its language is highlighted: a guess colors commands at random.
  configureHljs: hljs => hljs.configure({ languages: [] }),
}
