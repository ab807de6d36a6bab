// exp, mul, sin: 1000 results
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out0: array<vec4f>;
@group(0) @binding(2) var<uniform> uniforms: array<vec4u, 1>;

// x, and nothing that a compiler could take for something else.
fn keep_x4(x: vec4f) -> vec4f { return bitcast<vec4f>(bitcast<vec4u>(x) ^ vec4u(uniforms[0].x)); }

// x·y - product, by halves.
fn rest_of_product_x4(x: vec4f, y: vec4f, product: vec4f) -> vec4f {
  let x_high = bitcast<vec4f>(bitcast<vec4u>(x) & vec4u(0xfffff000u));
  let y_high = bitcast<vec4f>(bitcast<vec4u>(y) & vec4u(0xfffff000u));
  let x_low = keep_x4(x - x_high);
  let y_low = keep_x4(y - y_high);
  let high = keep_x4(x_high * y_high);
  let first = keep_x4(x_high * y_low);
  let second = keep_x4(x_low * y_high);
  let low = keep_x4(x_low * y_low);
  let rest = keep_x4(high - product);
  let rest_first = keep_x4(rest + first);
  let rest_second = keep_x4(rest_first + second);
  return rest_second + low;
}

// x + y - sum, which is what rounding the sum left. To take the greater one away
// first cannot overflow. See Dekker, "A floating-point technique for extending the
// available precision" (1971).
fn rest_of_sum_x4(x: vec4f, y: vec4f, sum: vec4f) -> vec4f {
  let swapped = abs(x) < abs(y);
  let greater = select(x, y, swapped);
  let part = keep_x4(sum - greater);
  return select(y, x, swapped) - part;
}

// x + y, with the last bit set where it is not exact, so that rounding it again
// is as good as rounding once. See Boldo and Melquiond, "Emulation of a FMA and
// correctly rounded sums: proved algorithms using rounding to odd" (2008).
fn add_to_odd_x4(x: vec4f, y: vec4f) -> vec4f {
  let sum = keep_x4(x + y);
  let rest = keep_x4(rest_of_sum_x4(x, y, sum));
  let bits = bitcast<vec4u>(sum);
  let outwards = ((bits ^ bitcast<vec4u>(rest)) >> vec4u(31u)) == vec4u(0u);
  let odd = select(bits - vec4u(1u), bits + vec4u(1u), outwards);
  let even = ((bits & vec4u(1u)) == vec4u(0u)) & !(rest == vec4f(0.0));
  return bitcast<vec4f>(select(bits, odd, even));
}

fn is_infinite_x4(x: vec4f) -> vec4<bool> { return (bitcast<vec4u>(x) & vec4u(0x7fffffffu)) == vec4u(0x7f800000u); }

fn is_finite_x4(x: vec4f) -> vec4<bool> { return (bitcast<vec4u>(x) & vec4u(0x7fffffffu)) < vec4u(0x7f800000u); }

// x·y + z, rounded once.
fn fma_f32_x4(x: vec4f, y: vec4f, z: vec4f) -> vec4f {
  let product = keep_x4(x * y);
  let product_rest = keep_x4(rest_of_product_x4(x, y, product));
  let sum = keep_x4(product + z);
  let sum_rest = keep_x4(rest_of_sum_x4(product, z, sum));
  let tail = keep_x4(add_to_odd_x4(sum_rest, product_rest));
  // An overflowing product hides behind an infinite z.
  let infinite = select(sum, z, is_infinite_x4(z) & is_finite_x4(x) & is_finite_x4(y));
  return select(infinite, sum + tail, is_finite_x4(sum) & !(tail == vec4f(0.0)));
}

fn shift_left_x4(x: vec4u, by: vec4u) -> vec4u { return select(vec4u(0u), x << (by & vec4u(31u)), by < vec4u(32u)); }

fn shift_right_x4(x: vec4u, by: vec4u) -> vec4u { return select(vec4u(0u), x >> (by & vec4u(31u)), by < vec4u(32u)); }

// x rounded once: both halves are exact.
fn float_of_u32_x4(x: vec4u) -> vec4f { return vec4f(x >> vec4u(16u)) * vec4f(65536.0) + vec4f(x & vec4u(65535u)); }

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ uniforms[0].x); }

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 250u) { return; }
  let x0 = in0[i];
  let v1 = select(x0, vec4f(91.0), vec4f(91.0) < x0);
  let v2 = select(v1, vec4f(-106.0), v1 < vec4f(-106.0));
  let v3 = keep_x4(v2 * 1.442695 + 1.2582912e+07);
  let v4 = v3 - 1.2582912e+07;
  let v5 = keep_x4(fma_f32_x4(v4, vec4f(-0.6933594), v2));
  let v6 = keep_x4(fma_f32_x4(v4, vec4f(0.00021219444), v5));
  let v7 = fma_f32_x4(vec4f(0.00019875691), v6, vec4f(0.0013981999));
  let v8 = fma_f32_x4(v7, v6, vec4f(0.008333452));
  let v9 = fma_f32_x4(v8, v6, vec4f(0.041665796));
  let v10 = fma_f32_x4(v9, v6, vec4f(0.16666666));
  let v11 = keep_x4(fma_f32_x4(fma_f32_x4(v10, v6, vec4f(0.5)), v6 * v6, v6));
  let v12 = bitcast<vec4i>(v3) - 1262485250;
  let v13 = v12 >> vec4u(1u);
  let v14 = keep_x4((v11 + 1.0) * bitcast<vec4f>(v13 << vec4u(23u)));
  let v15 = bitcast<vec4f>((v12 - v13) << vec4u(23u));
  let v16 = x0 * keep_x4(v14 * v15);
  let v17 = abs(v16);
  let v18 = keep_x4(v17 * 0.63661975 + 1.2582912e+07);
  let v19 = v18 - 1.2582912e+07;
  let v20 = keep_x4(fma_f32_x4(v19, vec4f(-1.5707964), v17));
  let v21 = v19 * 4.3712134e-08;
  let v22 = keep_x4(v20 + v21);
  let v23 = fma_f32_x4(v19, vec4f(-7.443548e-13), keep_x4(v21 - keep_x4(v22 - v20)));
  let v24 = vec4f(800.0) < v17;
  var v85: vec4f;
  var v86: vec4f;
  var v87: vec4i;
  if (any(v24)) {
    let v25 = bitcast<vec4u>(v17);
    let v26 = (v25 & vec4u(0x7fffffu)) | vec4u(8388608u);
    let v27 = min((v25 >> vec4u(23u)), vec4u(254u));
    let v28 = v27 + 0xffffff88u;
    let v29 = v28 >> vec4u(5u);
    let v30 = v28 & vec4u(31u);
    let v31 = (v29 & vec4u(4u)) != vec4u(0u);
    let v32 = select(vec4u(0u), vec4u(0xf534ddc0u), v31);
    let v33 = select(vec4u(0xa2f9836eu), vec4u(0xdb629599u), v31);
    let v34 = select(vec4u(0x4e441529u), vec4u(0x3c439041u), v31);
    let v35 = select(vec4u(0xfc2757d1u), vec4u(0xfe5163abu), v31);
    let v36 = (v29 & vec4u(2u)) != vec4u(0u);
    let v37 = select(v33, v35, v36);
    let v38 = select(v34, vec4u(0xf534ddc0u), v36);
    let v39 = select(v35, vec4u(0xdb629599u), v36);
    let v40 = select(vec4u(0xf534ddc0u), vec4u(0x3c439041u), v36);
    let v41 = (v29 & vec4u(1u)) != vec4u(0u);
    let v42 = select(select(v32, v34, v36), v37, v41);
    let v43 = select(v37, v38, v41);
    let v44 = select(v38, v39, v41);
    let v45 = 32u - v30;
    let v46 = shift_left_x4(v42, v30) | shift_right_x4(v43, v45);
    let v47 = shift_left_x4(v43, v30) | shift_right_x4(v44, v45);
    let v48 = shift_right_x4(select(v39, v40, v41), v45);
    let v49 = shift_left_x4(v44, v30) | v48;
    let v50 = v26 >> vec4u(16u);
    let v51 = v26 & vec4u(65535u);
    let v52 = v49 >> vec4u(16u);
    let v53 = v49 & vec4u(65535u);
    let v54 = v51 * v53;
    let v55 = v50 * v53 + (v54 >> vec4u(16u));
    let v56 = v51 * v52 + (v55 & vec4u(65535u));
    let v57 = v50 * v52 + (v55 >> vec4u(16u)) + (v56 >> vec4u(16u));
    let v58 = (v56 << vec4u(16u)) | (v54 & vec4u(65535u));
    let v59 = v47 >> vec4u(16u);
    let v60 = v47 & vec4u(65535u);
    let v61 = v51 * v60;
    let v62 = v50 * v60 + (v61 >> vec4u(16u));
    let v63 = v51 * v59 + (v62 & vec4u(65535u));
    let v64 = v50 * v59 + (v62 >> vec4u(16u)) + (v63 >> vec4u(16u));
    let v65 = (v63 << vec4u(16u)) | (v61 & vec4u(65535u));
    let v66 = v65 + v57;
    let v67 = v26 * v46 + v64 + vec4u(v66 < v57);
    let v68 = (v67 << vec4u(2u)) | (v66 >> vec4u(30u));
    let v69 = (v66 << vec4u(2u)) | (v58 >> vec4u(30u));
    let v70 = vec4f(vec4i(v68 & vec4u(0xffffff00u)));
    let v71 = ((v68 & vec4u(255u)) << vec4u(16u)) | (v69 >> vec4u(16u));
    let v72 = v70 * 2.3283064e-10;
    let v73 = float_of_u32_x4(v71) * 3.5527137e-15;
    let v74 = keep_x4(v72 + v73);
    let v75 = keep_x4(v74 - v72);
    let v76 = keep_x4(keep_x4(v72 - keep_x4(v74 - v75)) + keep_x4(v73 - v75));
    let v77 = float_of_u32_x4(v69 & vec4u(65535u)) * 5.421011e-20;
    let v78 = keep_x4(v76 + v77);
    let v79 = keep_x4(v74 + v78);
    let v80 = v79 * 1.5707964;
    let v81 = bitcast<vec4f>(bitcast<vec4u>(v80) ^ vec4u(0x80000000u));
    let v82 = keep_x4(fma_f32_x4(v79, vec4f(1.5707964), v81));
    let v83 = (v78 - keep_x4(v79 - v74)) * 1.5707964;
    let v84 = keep_x4(v82 + keep_x4(v79 * -4.371139e-08 + v83));
    v85 = keep_x4(v80 + v84);
    v86 = keep_x4(v84 - keep_x4(v85 - v80)) + v17 * float_of(0x0u);
    v87 = vec4i((v67 + 0x20000000u) >> vec4u(30u));
  }
  let v88 = select(bitcast<vec4i>(v18), v87, v24);
  let v89 = select(v22, v85, v24);
  let v90 = select(v23, v86, v24);
  let v91 = (vec4u(v88) << vec4u(30u)) ^ bitcast<vec4u>(v16);
  let v92 = (v88 & vec4i(1)) == vec4i(1);
  let v93 = keep_x4(v89 * v89);
  let v94 = keep_x4(fma_f32_x4(v93, vec4f(-0.5), vec4f(1.0)));
  let v95 = keep_x4(fma_f32_x4(v93, vec4f(-0.5), keep_x4(1.0 - v94)));
  let v96 = fma_f32_x4(vec4f(2.454769e-05), v93, vec4f(-0.0013888301));
  let v97 = fma_f32_x4(v96, v93, vec4f(0.041666664));
  let v98 = fma_f32_x4(v93 * v93, v97, keep_x4(v95 - v89 * v90));
  let v99 = fma_f32_x4(vec4f(2.724962e-06), v93, vec4f(-0.00019840084));
  let v100 = fma_f32_x4(v99, v93, vec4f(0.008333332));
  let v101 = fma_f32_x4(v100, v93, vec4f(-0.16666667));
  let v102 = fma_f32_x4(v89 * v93, v101, v90 * v94);
  let v103 = select(v89, v94, v92) + select(v102, v98, v92);
  let v104 = bitcast<vec4u>(v103) ^ (v91 & vec4u(0x80000000u));
  out0[i] = bitcast<vec4f>(v104);
}
