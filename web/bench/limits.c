// The limit: what the cases cost when written by hand for this very purpose, on
// one thread. Nothing here is general: lengths are multiples of 16, arguments
// moderate, and there are no special values.
//
// `make bench` compiles it where there is a clang that knows wasm32.
#include <wasm_simd128.h>

typedef v128_t vec;

#define EXPORT(name) __attribute__((export_name(#name)))
#define PI 3.14159265358979323846

static inline vec all(float x) { return wasm_f32x4_splat(x); }
static inline vec add(vec a, vec b) { return wasm_f32x4_add(a, b); }
static inline vec sub(vec a, vec b) { return wasm_f32x4_sub(a, b); }
static inline vec mul(vec a, vec b) { return wasm_f32x4_mul(a, b); }
static inline vec load(const float *p) { return wasm_v128_load(p); }
static inline void store(float *p, vec v) { wasm_v128_store(p, v); }

// fma returns a·b + c.
static inline vec fma(vec a, vec b, vec c) {
#ifdef __wasm_relaxed_simd__
	return wasm_f32x4_relaxed_madd(a, b, c);
#else
	return add(mul(a, b), c);
#endif
}

static inline float total(vec v) {
	return wasm_f32x4_extract_lane(v, 0) + wasm_f32x4_extract_lane(v, 1) +
	       wasm_f32x4_extract_lane(v, 2) + wasm_f32x4_extract_lane(v, 3);
}

// polynomial evaluates c[0]·xⁿ⁻¹ + … + c[n-1] by Horner's rule.
#define polynomial(x, ...) horner(x, (const float[]){__VA_ARGS__}, sizeof((const float[]){__VA_ARGS__}) / sizeof(float))
static inline __attribute__((always_inline)) vec horner(vec x, const float *c, int n) {
	vec y = all(c[0]);
	for (int i = 1; i < n; i++) y = fma(y, x, all(c[i]));
	return y;
}

// exponential: x = k·ln 2 + r with |r| ≤ ln 2/2, and a Taylor polynomial of eʳ.
static inline vec exponential(vec x) {
	x = wasm_f32x4_pmax(all(-87.3f), wasm_f32x4_pmin(all(88.3f), x));
	vec k = wasm_f32x4_nearest(mul(x, all(1.44269504f)));
	vec r = fma(k, all(-0.693359375f), x); // ln 2 in two parts, the first exact in a few bits
	r = fma(k, all(2.12194440e-4f), r);
	vec y = polynomial(r, 1 / 5040.f, 1 / 720.f, 1 / 120.f, 1 / 24.f, 1 / 6.f, 1 / 2.f, 1, 1);
	return mul(y, wasm_i32x4_shl(wasm_i32x4_add(wasm_i32x4_trunc_sat_f32x4(k), wasm_i32x4_splat(127)), 23));
}

// tangent is tanh: the rational approximation that XLA and Eigen use, below the
// argument from which on it is 1 in float32.
static inline vec tangent(vec x) {
	x = wasm_f32x4_pmax(all(-7.90531110763549805f), wasm_f32x4_pmin(all(7.90531110763549805f), x));
	vec z = mul(x, x);
	vec p = polynomial(z, -2.76076847742355e-16f, 2.00018790482477e-13f, -8.60467152213735e-11f, 5.12229709037114e-08f,
		1.48572235717979e-05f, 6.37261928875436e-04f, 4.89352455891786e-03f);
	vec q = polynomial(z, 1.19825839466702e-06f, 1.18534705686654e-04f, 2.26843463243900e-03f, 4.89352518554385e-03f);
	return wasm_f32x4_div(mul(x, p), q);
}

// reduced returns x − k·π, |x − k·π| ≤ π/2, and k.
static inline vec reduced(vec x, vec *k) {
	*k = wasm_f32x4_nearest(mul(x, all(1 / PI)));
	return fma(*k, all(-9.67653589793e-4f), fma(*k, all(-3.140625f), x));
}

// signedBy changes the sign of v where k is odd.
static inline vec signedBy(vec v, vec k) { return wasm_v128_xor(v, wasm_i32x4_shl(wasm_i32x4_trunc_sat_f32x4(k), 31)); }

static inline vec sine(vec x) {
	vec k, r = reduced(x, &k), z = mul(r, r);
	vec y = polynomial(z, -1 / 39916800.f, 1 / 362880.f, -1 / 5040.f, 1 / 120.f, -1 / 6.f, 1);
	return signedBy(mul(y, r), k);
}

static inline vec cosine(vec x) {
	vec k, r = reduced(x, &k), z = mul(r, r);
	return signedBy(polynomial(z, 1 / 479001600.f, -1 / 3628800.f, 1 / 40320.f, -1 / 720.f, 1 / 24.f, -1 / 2.f, 1), k);
}

// logarithm: x = 2ᵉ·m with m in [√½, √2), and log m = 2 artanh s with
// s = (m − 1)/(m + 1).
static inline vec logarithm(vec x) {
	vec bits = wasm_i32x4_sub(x, wasm_i32x4_splat(0x3f3504f3)); // √½
	vec e = wasm_i32x4_shr(bits, 23);
	vec m = wasm_i32x4_add(wasm_v128_and(bits, wasm_i32x4_splat(0x7fffff)), wasm_i32x4_splat(0x3f3504f3));
	vec s = wasm_f32x4_div(sub(m, all(1)), add(m, all(1))), z = mul(s, s);
	vec y = polynomial(z, 2 / 9.f, 2 / 7.f, 2 / 5.f, 2 / 3.f, 2);
	return fma(wasm_f32x4_convert_i32x4(e), all(0.69314718f), mul(y, s));
}

EXPORT(chain) void chain(const float *x, float *y, int n) {
	for (int i = 0; i < n; i += 4) {
		vec v = load(x + i);
		store(y + i, fma(tangent(v), exponential(sub(all(0), mul(v, v))), sine(mul(v, all(3)))));
	}
}

EXPORT(gradChain) void gradChain(const float *x, float *y, int n) {
	for (int i = 0; i < n; i += 4) {
		vec v = load(x + i), t = tangent(v), e = exponential(sub(all(0), mul(v, v)));
		vec g = sub(sub(all(1), mul(t, t)), mul(mul(all(2), v), t));
		store(y + i, fma(g, e, mul(all(3), cosine(mul(v, all(3))))));
	}
}

// tanhDerivatives writes tanh and its derivatives of order 1 to 4 in five rows.
EXPORT(tanhDerivatives) void tanhDerivatives(const float *x, float *y, int n) {
	for (int i = 0; i < n; i += 4) {
		vec t = tangent(load(x + i)), square = mul(t, t), s = sub(all(1), square), ts = mul(t, s);
		store(y + i, t);
		store(y + n + i, s);
		store(y + 2 * n + i, mul(all(-2), ts));
		store(y + 3 * n + i, mul(s, fma(all(6), square, all(-2))));
		store(y + 4 * n + i, mul(ts, fma(all(-24), square, all(16))));
	}
}

// sum adds blocks of 4096 numbers, and then their sums.
EXPORT(sum) float sum(const float *x, int n) {
	float all4096 = 0;
	for (int from = 0; from < n; from += 4096) {
		vec a = all(0), b = a, c = a, d = a;
		int to = from + 4096 < n ? from + 4096 : n;
		for (int i = from; i < to; i += 16) {
			a = add(a, load(x + i));
			b = add(b, load(x + i + 4));
			c = add(c, load(x + i + 8));
			d = add(d, load(x + i + 12));
		}
		all4096 += total(add(add(a, b), add(c, d)));
	}
	return all4096;
}

#define FEATURES 32
#define VECTORS (FEATURES / 4)

// logistic reads each row once: score, loss and gradient. out: the sums of the
// gradient in w, of that in b, and of the loss.
EXPORT(logistic) void logistic(const float *x, const float *y, const float *w, float b, float *out, int rows) {
	vec weights[VECTORS], gradient[VECTORS], gradientB = all(0), loss = all(0);
	for (int j = 0; j < VECTORS; j++) {
		weights[j] = load(w + 4 * j);
		gradient[j] = all(0);
	}
	for (int i = 0; i < rows; i += 4) {
		float score[4], residual[4];
		for (int r = 0; r < 4; r++) {
			vec s = all(0);
			for (int j = 0; j < VECTORS; j++) s = fma(load(x + (i + r) * FEATURES + 4 * j), weights[j], s);
			score[r] = total(s) + b;
		}
		vec z = load(score), label = load(y + i);
		vec p = wasm_f32x4_div(all(1), add(all(1), exponential(sub(all(0), z))));
		loss = sub(loss, logarithm(add(mul(p, label), mul(sub(all(1), p), sub(all(1), label)))));
		vec d = sub(p, label);
		gradientB = add(gradientB, d);
		store(residual, d);
		for (int r = 0; r < 4; r++) {
			vec s = all(residual[r]);
			for (int j = 0; j < VECTORS; j++) gradient[j] = fma(load(x + (i + r) * FEATURES + 4 * j), s, gradient[j]);
		}
	}
	for (int j = 0; j < VECTORS; j++) store(out + 4 * j, gradient[j]);
	out[FEATURES] = total(gradientB);
	out[FEATURES + 1] = total(loss);
}

#define DEPTH 256

// multiply computes c = a·b for square matrices: tiles of 4 × 8 in registers,
// over panels of b of DEPTH × 8 that are copied to where they lie in one piece.
EXPORT(multiply) void multiply(const float *a, const float *b, float *c, float *panel, int n) {
	for (int i = 0; i < n * n; i += 4) store(c + i, all(0));
	for (int from = 0; from < n; from += DEPTH) {
		int depth = n - from < DEPTH ? n - from : DEPTH;
		for (int j = 0; j < n; j += 8) {
			for (int k = 0; k < depth; k++) {
				store(panel + 8 * k, load(b + (from + k) * n + j));
				store(panel + 8 * k + 4, load(b + (from + k) * n + j + 4));
			}
			for (int i = 0; i < n; i += 4) {
				vec tile[4][2];
				for (int r = 0; r < 4; r++) tile[r][0] = tile[r][1] = all(0);
				const float *row = a + i * n + from;
				for (int k = 0; k < depth; k++) {
					vec left = load(panel + 8 * k), right = load(panel + 8 * k + 4);
#pragma unroll
					for (int r = 0; r < 4; r++) {
						vec factor = wasm_v128_load32_splat(row + r * n + k);
						tile[r][0] = fma(factor, left, tile[r][0]);
						tile[r][1] = fma(factor, right, tile[r][1]);
					}
				}
				for (int r = 0; r < 4; r++) {
					float *to = c + (i + r) * n + j;
					store(to, add(load(to), tile[r][0]));
					store(to + 4, add(load(to + 4), tile[r][1]));
				}
			}
		}
	}
}
