"""The features that a program can switch on; all but annotations always are."""

annotations = division = print_function = absolute_import = unicode_literals = generator_stop = nested_scopes = with_statement = True
