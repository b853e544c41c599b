/** A language as it ships: the grammar's file and the query that finds what a file defines. */
export type Grammar = { readonly name: string; readonly query: string };

/**
 * Queries name what they capture: `@function`, `@type` and `@value` are the extent of a definition, `@name` and
 * `@body` parts of it, `@base` stands inside a type, and `@mixin` adds a base to the type of that name.
 */
const SCRIPT = `
(function_declaration name: (_) @name body: (_) @body) @function
(generator_function_declaration name: (_) @name body: (_) @body) @function
(method_definition name: (_) @name body: (_) @body) @function
(variable_declarator name: (identifier) @name value: (arrow_function body: (_) @body)) @function
(variable_declarator name: (identifier) @name value: (function_expression body: (_) @body)) @function
(pair key: (_) @name value: (arrow_function body: (_) @body)) @function
(pair key: (_) @name value: (function_expression body: (_) @body)) @function
(assignment_expression left: (member_expression property: (_) @name) right: (function_expression body: (_) @body)) @function
(assignment_expression left: (member_expression property: (_) @name) right: (arrow_function body: (_) @body)) @function
(class_declaration name: (_) @name body: (_) @body) @type
(program (lexical_declaration (variable_declarator name: (identifier) @name)) @value)
(program (export_statement (lexical_declaration (variable_declarator name: (identifier) @name)) @value))
(comment) @comment
`;

const JAVASCRIPT = `${SCRIPT}
(class_heritage (_) @base)
(class name: (_) @name body: (_) @body) @type
(field_definition property: (_) @name value: (arrow_function body: (_) @body)) @function
`;

const TYPESCRIPT = `${SCRIPT}
(function_signature name: (_) @name) @function
(abstract_method_signature name: (_) @name) @function
(method_signature name: (_) @name) @function
(public_field_definition name: (_) @name value: (arrow_function body: (_) @body)) @function
(abstract_class_declaration name: (_) @name body: (_) @body) @type
(interface_declaration name: (_) @name body: (_) @body) @type
(type_alias_declaration name: (_) @name) @type
(enum_declaration name: (_) @name body: (_) @body) @type
(internal_module name: (_) @name body: (_) @body) @type
(extends_clause value: (_) @base)
(implements_clause (_) @base)
(extends_type_clause (_) @base)
`;

const PYTHON = `
(function_definition name: (_) @name body: (_) @body) @function
(class_definition name: (_) @name body: (_) @body) @type
(class_definition superclasses: (argument_list [(identifier) (attribute) (subscript)] @base))
(module (expression_statement (assignment left: (identifier) @name)) @value)
(comment) @comment
`;

const GO = `
(function_declaration name: (_) @name body: (_) @body) @function
(method_declaration name: (_) @name body: (_) @body) @function
(method_elem name: (_) @name) @function
(type_spec name: (_) @name) @type
(type_alias name: (_) @name) @type
(type_elem (_) @base)
(field_declaration !name type: (_) @base)
(const_spec name: (_) @name) @value
(source_file (var_declaration (var_spec name: (_) @name) @value))
(source_file (var_declaration (var_spec_list (var_spec name: (_) @name) @value)))
(comment) @comment
`;

const JAVA = `
(method_declaration name: (_) @name body: (_)? @body) @function
(constructor_declaration name: (_) @name body: (_) @body) @function
(class_declaration name: (_) @name body: (_) @body) @type
(interface_declaration name: (_) @name body: (_) @body) @type
(enum_declaration name: (_) @name body: (_) @body) @type
(record_declaration name: (_) @name body: (_) @body) @type
(annotation_type_declaration name: (_) @name body: (_) @body) @type
(field_declaration declarator: (variable_declarator name: (_) @name)) @value
(constant_declaration declarator: (variable_declarator name: (_) @name)) @value
(superclass (_) @base)
(super_interfaces (type_list (_) @base))
(extends_interfaces (type_list (_) @base))
(line_comment) @comment
(block_comment) @comment
`;

const RUST = `
(function_item name: (_) @name body: (_) @body) @function
(function_signature_item name: (_) @name) @function
(macro_definition name: (_) @name) @function
(struct_item name: (_) @name body: (_)? @body) @type
(enum_item name: (_) @name body: (_) @body) @type
(union_item name: (_) @name body: (_) @body) @type
(trait_item name: (_) @name body: (_) @body) @type
(trait_bounds (_) @base)
(type_item name: (_) @name) @type
(mod_item name: (_) @name body: (_) @body) @type
(impl_item type: (_) @name body: (_) @body) @type
(impl_item trait: (_) @base)
(const_item name: (_) @name) @value
(static_item name: (_) @name) @value
(line_comment) @comment
(block_comment) @comment
`;

const C = `
(function_definition declarator: (function_declarator declarator: (_) @name) body: (_) @body) @function
(function_definition declarator: (pointer_declarator declarator: (function_declarator declarator: (_) @name)) body: (_) @body) @function
(declaration declarator: (function_declarator declarator: (_) @name)) @function
(declaration declarator: (pointer_declarator declarator: (function_declarator declarator: (_) @name))) @function
(preproc_function_def name: (_) @name) @function
(preproc_def name: (_) @name) @value
(struct_specifier name: (_) @name body: (_) @body) @type
(union_specifier name: (_) @name body: (_) @body) @type
(enum_specifier name: (_) @name body: (_) @body) @type
(enumerator name: (_) @name) @value
(type_definition declarator: (type_identifier) @name) @type
(translation_unit (declaration declarator: (init_declarator declarator: (identifier) @name)) @value)
(comment) @comment
`;

const CPP = `${C}
(function_definition declarator: (reference_declarator (function_declarator declarator: (_) @name)) body: (_) @body) @function
(field_declaration declarator: (function_declarator declarator: (_) @name)) @function
(class_specifier name: (_) @name body: (_) @body) @type
(alias_declaration name: (_) @name) @type
(base_class_clause [(type_identifier) (qualified_identifier) (template_type)] @base)
`;

const C_SHARP = `
(method_declaration name: (_) @name body: (_)? @body) @function
(constructor_declaration name: (_) @name body: (_) @body) @function
(local_function_statement name: (_) @name body: (_) @body) @function
(property_declaration name: (_) @name) @value
(field_declaration (variable_declaration (variable_declarator name: (_) @name))) @value
(enum_member_declaration name: (_) @name) @value
(class_declaration name: (_) @name body: (_) @body) @type
(interface_declaration name: (_) @name body: (_) @body) @type
(struct_declaration name: (_) @name body: (_) @body) @type
(enum_declaration name: (_) @name body: (_) @body) @type
(record_declaration name: (_) @name) @type
(delegate_declaration name: (_) @name) @function
(base_list (_) @base)
(comment) @comment
`;

const RUBY = `
(method name: (_) @name) @function
(singleton_method name: (_) @name) @function
(class name: (_) @name) @type
(module name: (_) @name) @type
(superclass (_) @base)
(call method: (identifier) @mixes arguments: (argument_list (constant) @base) (#any-of? @mixes "include" "extend" "prepend"))
(assignment left: (constant) @name) @value
(comment) @comment
`;

const PHP = `
(function_definition name: (_) @name body: (_) @body) @function
(method_declaration name: (_) @name body: (_)? @body) @function
(class_declaration name: (_) @name body: (_) @body) @type
(interface_declaration name: (_) @name body: (_) @body) @type
(trait_declaration name: (_) @name body: (_) @body) @type
(enum_declaration name: (_) @name body: (_) @body) @type
(const_element (name) @name) @value
(enum_case name: (_) @name) @value
(base_clause (_) @base)
(class_interface_clause (_) @base)
(declaration_list (use_declaration (_) @base))
(comment) @comment
`;

const SWIFT = `
(function_declaration name: (simple_identifier) @name body: (_) @body) @function
(protocol_function_declaration name: (_) @name) @function
(class_declaration name: (_) @name body: (_) @body) @type
(protocol_declaration name: (_) @name body: (_) @body) @type
(inheritance_specifier (_) @base)
(source_file (property_declaration name: (pattern bound_identifier: (_) @name)) @value)
(enum_entry name: (_) @name) @value
(comment) @comment
(multiline_comment) @comment
`;

const KOTLIN = `
(function_declaration name: (_) @name (function_body)? @body) @function
(class_declaration name: (_) @name (class_body)? @body) @type
(object_declaration name: (_) @name (class_body)? @body) @type
(type_alias type: (_) @name) @type
(enum_entry (identifier) @name) @value
(source_file (property_declaration (variable_declaration (identifier) @name)) @value)
(delegation_specifier (user_type) @base)
(constructor_invocation (user_type) @base)
(explicit_delegation (user_type) @base)
(line_comment) @comment
(block_comment) @comment
`;

const GRAMMARS: Readonly<Record<string, Grammar>> = {
  typescript: { name: 'typescript', query: TYPESCRIPT },
  tsx: { name: 'tsx', query: TYPESCRIPT },
  javascript: { name: 'javascript', query: JAVASCRIPT },
  python: { name: 'python', query: PYTHON },
  go: { name: 'go', query: GO },
  java: { name: 'java', query: JAVA },
  rust: { name: 'rust', query: RUST },
  c: { name: 'c', query: C },
  cpp: { name: 'cpp', query: CPP },
  csharp: { name: 'c_sharp', query: C_SHARP },
  ruby: { name: 'ruby', query: RUBY },
  php: { name: 'php', query: PHP },
  swift: { name: 'swift', query: SWIFT },
  kotlin: { name: 'kotlin', query: KOTLIN },
};

const BY_EXTENSION: Readonly<Record<string, string>> = {
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'tsx',
  js: 'javascript',
  jsx: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  py: 'python',
  pyi: 'python',
  go: 'go',
  java: 'java',
  rs: 'rust',
  c: 'c',
  // A header may be C++: its grammar reads C as well.
  h: 'cpp',
  cc: 'cpp',
  cpp: 'cpp',
  cxx: 'cpp',
  hh: 'cpp',
  hpp: 'cpp',
  hxx: 'cpp',
  cs: 'csharp',
  rb: 'ruby',
  rake: 'ruby',
  php: 'php',
  swift: 'swift',
  kt: 'kotlin',
  kts: 'kotlin',
};

/** The grammar a path is read with; null for the languages that have none here. */
export function grammarFor(path: string): Grammar | null {
  const extension = /\.([a-zA-Z]{1,6})$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return GRAMMARS[BY_EXTENSION[extension] ?? ''] ?? null;
}

/** The files that ship, one for each grammar. */
export const GRAMMAR_NAMES: readonly string[] = Object.values(GRAMMARS).map(({ name }) => name);
