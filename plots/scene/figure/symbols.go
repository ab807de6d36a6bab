package figure

// mathSymbols are TeX's names of characters.
var mathSymbols = map[string]string{
	"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ",
	"iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς",
	"tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
	"Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
	"cdot": " · ", "times": " × ", "div": " ÷ ", "pm": " ± ", "mp": " ∓ ", "ast": "∗", "star": "⋆", "circ": "∘", "bullet": "•", "oplus": " ⊕ ", "otimes": " ⊗ ", "odot": " ⊙ ",
	"leq": " ≤ ", "le": " ≤ ", "geq": " ≥ ", "ge": " ≥ ", "neq": " ≠ ", "ne": " ≠ ", "approx": " ≈ ", "sim": " ∼ ", "simeq": " ≃ ", "equiv": " ≡ ", "propto": " ∝ ", "ll": " ≪ ", "gg": " ≫ ",
	"in": " ∈ ", "notin": " ∉ ", "subset": " ⊂ ", "subseteq": " ⊆ ", "cup": " ∪ ", "cap": " ∩ ", "emptyset": "∅", "forall": "∀", "exists": "∃", "neg": "¬", "wedge": " ∧ ", "vee": " ∨ ",
	"to": " → ", "rightarrow": " → ", "leftarrow": " ← ", "Rightarrow": " ⇒ ", "Leftarrow": " ⇐ ", "leftrightarrow": " ↔ ", "mapsto": " ↦ ", "uparrow": "↑", "downarrow": "↓",
	"infty": "∞", "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏", "int": "∫", "oint": "∮", "hbar": "ℏ", "ell": "ℓ", "Re": "ℜ", "Im": "ℑ", "aleph": "ℵ", "angle": "∠", "perp": " ⊥ ", "parallel": " ∥ ",
	"dots": "…", "ldots": "…", "cdots": "⋯", "vdots": "⋮", "prime": "′", "dagger": "†", "degree": "°", "mid": " | ", "vert": "|", "Vert": "‖", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉",
	"|": "‖", "{": "{", "}": "}", "$": "$", "%": "%", "&": "&", "#": "#", "_": "_", ",": "\u2009", ":": "\u2005", ";": "\u2004", "!": "", " ": " ", "quad": "\u2003", "qquad": "\u2003\u2003", "\\": " ",
}

// accents are combining characters.
var accents = map[string]string{
	"hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0304", "tilde": "\u0303", "widetilde": "\u0303", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308", "underline": "\u0332",
}

var doubleStruck = map[rune]rune{'C': 'ℂ', 'E': '𝔼', 'H': 'ℍ', 'N': 'ℕ', 'P': 'ℙ', 'Q': 'ℚ', 'R': 'ℝ', 'Z': 'ℤ', '1': '𝟙'}

var script = map[rune]rune{
	'A': '𝒜', 'B': 'ℬ', 'C': '𝒞', 'D': '𝒟', 'E': 'ℰ', 'F': 'ℱ', 'G': '𝒢', 'H': 'ℋ', 'I': 'ℐ', 'J': '𝒥', 'K': '𝒦', 'L': 'ℒ', 'M': 'ℳ',
	'N': '𝒩', 'O': '𝒪', 'P': '𝒫', 'Q': '𝒬', 'R': 'ℛ', 'S': '𝒮', 'T': '𝒯', 'U': '𝒰', 'V': '𝒱', 'W': '𝒲', 'X': '𝒳', 'Y': '𝒴', 'Z': '𝒵',
}
