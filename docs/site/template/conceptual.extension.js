// Links what the guides name as code, because they are also read outside of the site: the paths of guides, groups of operations, and types.

const namespaces = [
  [/^(StackOne)?Sandbox\w*$/, 'StackOne.Ats.Client.Testing'],
  [/^[A-Z]\w+(Event|Query|Request|Result|Value)$/, 'StackOne.Ats.Client.Models'],
  [/^(StackOne[A-Z]\w+|[A-Z]\w+Client)$/, 'StackOne.Ats.Client'],
];

// A name that is no type stays as it is.
function xref(uid, text) {
  return '<xref href="' + uid + '" text="' + text + '" data-throw-if-not-resolved="false"></xref>';
}

// Long names in the text break where their parts begin, instead of anywhere.
function breakable(code) {
  return code.replace(/([a-z0-9])([A-Z])/g, '$1<wbr>$2').replace(/([./_])([A-Za-z])/g, '$1<wbr>$2');
}

exports.postTransform = function (model) {
  model.conceptual = (model.conceptual || '')
    .replace(/<code[^>]*>docs\/([a-z-]+)\.md<\/code>/g, '<a href="~/docs/$1.md">$1</a>')
    .replace(/(<code[^>]*>)(\w+)(<\/code>)/g, function (code, start, name, end) {
      const found = namespaces.find(function (candidate) { return candidate[0].test(name); });
      return found ? start + xref(found[1] + '.' + name, name) + end : code;
    })
    .replace(/(<strong[^>]*><code[^>]*>)(\w+)(<\/code><\/strong>)/g, function (_, start, group, end) {
      return start + xref('StackOne.Ats.Client.' + group + 'Client', group) + end;
    })
    .replace(/(<pre[^>]*>)?(<code[^>]*>)([^<]+)(<\/code>)/g, function (block, pre, start, code, end) {
      return pre ? block : start + breakable(code) + end;
    });
  return model;
};
