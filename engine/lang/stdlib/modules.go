package stdlib

import "fluxion/engine/lang/py"

// Modules are the modules that can be imported.
var Modules = []*py.ModuleSpec{}
