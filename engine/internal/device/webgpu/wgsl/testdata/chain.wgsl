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

fn is_infinite_x4(x: vec4f) -> vec4<bool> { return (bitcast<vec4u>(x) & vec4u(0x7fffffffu)) == vec4u(0x7f800000u); }

fn is_finite_x4(x: vec4f) -> vec4<bool> { return (bitcast<vec4u>(x) & vec4u(0x7fffffffu)) < vec4u(0x7f800000u); }

// x·y + z, rounded once but for rare cases: what the product and the sum leave are
// added with one more rounding.
fn fma_f32_x4(x: vec4f, y: vec4f, z: vec4f) -> vec4f {
  let product = keep_x4(x * y);
  let product_rest = keep_x4(rest_of_product_x4(x, y, product));
  let sum = keep_x4(product + z);
  let sum_rest = keep_x4(rest_of_sum_x4(product, z, sum));
  let rest = keep_x4(sum_rest + product_rest);
  // An overflowing product hides behind an infinite z.
  let infinite = select(sum, z, is_infinite_x4(z) & is_finite_x4(x) & is_finite_x4(y));
  return select(infinite, sum + rest, is_finite_x4(sum) & !(rest == vec4f(0.0)));
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
  let v5 = keep_x4(v4 * 0.00021219444 + keep_x4(v4 * -0.6933594 + v2));
  let v6 = (0.00019875691 * v5 + 0.0013981999) * v5 + 0.008333452;
  let v7 = (v6 * v5 + 0.041665796) * v5 + 0.16666666;
  let v8 = keep_x4((v7 * v5 + 0.5) * keep_x4(v5 * v5) + v5);
  let v9 = bitcast<vec4i>(v3) - 1262485250;
  let v10 = v9 >> vec4u(1u);
  let v11 = keep_x4((v8 + 1.0) * bitcast<vec4f>(v10 << vec4u(23u)));
  let v12 = bitcast<vec4f>((v9 - v10) << vec4u(23u));
  let v13 = x0 * keep_x4(v11 * v12);
  let v14 = abs(v13);
  let v15 = keep_x4(v14 * 0.63661975 + 1.2582912e+07);
  let v16 = v15 - 1.2582912e+07;
  let v17 = keep_x4(fma_f32_x4(v16, vec4f(-1.5707964), v14));
  let v18 = v16 * 4.3712134e-08;
  let v19 = keep_x4(v17 + v18);
  let v20 = v16 * -7.443548e-13 + keep_x4(v18 - keep_x4(v19 - v17));
  let v21 = vec4f(800.0) < v14;
  var v82: vec4f;
  var v83: vec4f;
  var v84: vec4i;
  if (any(v21)) {
    let v22 = bitcast<vec4u>(v14);
    let v23 = (v22 & vec4u(0x7fffffu)) | vec4u(8388608u);
    let v24 = min((v22 >> vec4u(23u)), vec4u(254u));
    let v25 = v24 + 0xffffff88u;
    let v26 = v25 >> vec4u(5u);
    let v27 = v25 & vec4u(31u);
    let v28 = (v26 & vec4u(4u)) != vec4u(0u);
    let v29 = select(vec4u(0u), vec4u(0xf534ddc0u), v28);
    let v30 = select(vec4u(0xa2f9836eu), vec4u(0xdb629599u), v28);
    let v31 = select(vec4u(0x4e441529u), vec4u(0x3c439041u), v28);
    let v32 = select(vec4u(0xfc2757d1u), vec4u(0xfe5163abu), v28);
    let v33 = (v26 & vec4u(2u)) != vec4u(0u);
    let v34 = select(v30, v32, v33);
    let v35 = select(v31, vec4u(0xf534ddc0u), v33);
    let v36 = select(v32, vec4u(0xdb629599u), v33);
    let v37 = select(vec4u(0xf534ddc0u), vec4u(0x3c439041u), v33);
    let v38 = (v26 & vec4u(1u)) != vec4u(0u);
    let v39 = select(select(v29, v31, v33), v34, v38);
    let v40 = select(v34, v35, v38);
    let v41 = select(v35, v36, v38);
    let v42 = 32u - v27;
    let v43 = shift_left_x4(v39, v27) | shift_right_x4(v40, v42);
    let v44 = shift_left_x4(v40, v27) | shift_right_x4(v41, v42);
    let v45 = shift_right_x4(select(v36, v37, v38), v42);
    let v46 = shift_left_x4(v41, v27) | v45;
    let v47 = v23 >> vec4u(16u);
    let v48 = v23 & vec4u(65535u);
    let v49 = v46 >> vec4u(16u);
    let v50 = v46 & vec4u(65535u);
    let v51 = v48 * v50;
    let v52 = v47 * v50 + (v51 >> vec4u(16u));
    let v53 = v48 * v49 + (v52 & vec4u(65535u));
    let v54 = v47 * v49 + (v52 >> vec4u(16u)) + (v53 >> vec4u(16u));
    let v55 = (v53 << vec4u(16u)) | (v51 & vec4u(65535u));
    let v56 = v44 >> vec4u(16u);
    let v57 = v44 & vec4u(65535u);
    let v58 = v48 * v57;
    let v59 = v47 * v57 + (v58 >> vec4u(16u));
    let v60 = v48 * v56 + (v59 & vec4u(65535u));
    let v61 = v47 * v56 + (v59 >> vec4u(16u)) + (v60 >> vec4u(16u));
    let v62 = (v60 << vec4u(16u)) | (v58 & vec4u(65535u));
    let v63 = v62 + v54;
    let v64 = v23 * v43 + v61 + vec4u(v63 < v54);
    let v65 = (v64 << vec4u(2u)) | (v63 >> vec4u(30u));
    let v66 = (v63 << vec4u(2u)) | (v55 >> vec4u(30u));
    let v67 = vec4f(vec4i(v65 & vec4u(0xffffff00u)));
    let v68 = ((v65 & vec4u(255u)) << vec4u(16u)) | (v66 >> vec4u(16u));
    let v69 = v67 * 2.3283064e-10;
    let v70 = float_of_u32_x4(v68) * 3.5527137e-15;
    let v71 = keep_x4(v69 + v70);
    let v72 = keep_x4(v71 - v69);
    let v73 = keep_x4(keep_x4(v69 - keep_x4(v71 - v72)) + keep_x4(v70 - v72));
    let v74 = float_of_u32_x4(v66 & vec4u(65535u)) * 5.421011e-20;
    let v75 = keep_x4(v73 + v74);
    let v76 = keep_x4(v71 + v75);
    let v77 = v76 * 1.5707964;
    let v78 = bitcast<vec4f>(bitcast<vec4u>(v77) ^ vec4u(0x80000000u));
    let v79 = keep_x4(fma_f32_x4(v76, vec4f(1.5707964), v78));
    let v80 = (v75 - keep_x4(v76 - v71)) * 1.5707964;
    let v81 = keep_x4(v79 + keep_x4(v76 * -4.371139e-08 + v80));
    v82 = keep_x4(v77 + v81);
    v83 = keep_x4(v81 - keep_x4(v82 - v77)) + v14 * float_of(0x0u);
    v84 = vec4i((v64 + 0x20000000u) >> vec4u(30u));
  }
  let v85 = select(bitcast<vec4i>(v15), v84, v21);
  let v86 = select(v19, v82, v21);
  let v87 = select(v20, v83, v21);
  let v88 = (vec4u(v85) << vec4u(30u)) ^ bitcast<vec4u>(v13);
  let v89 = (v85 & vec4i(1)) == vec4i(1);
  let v90 = keep_x4(v86 * v86);
  let v91 = keep_x4(v90 * -0.5 + 1.0);
  let v92 = keep_x4(v90 * -0.5 + keep_x4(1.0 - v91));
  let v93 = (2.454769e-05 * v90 + -0.0013888301) * v90 + 0.041666664;
  let v94 = keep_x4(v90 * v90) * v93 + keep_x4(v92 - v86 * v87);
  let v95 = (2.724962e-06 * v90 + -0.00019840084) * v90 + 0.008333332;
  let v96 = keep_x4(v86 * v90) * (v95 * v90 + -0.16666667) + v87 * v91;
  let v97 = select(v86, v91, v89) + select(v96, v94, v89);
  let v98 = bitcast<vec4u>(v97) ^ (v88 & vec4u(0x80000000u));
  out0[i] = bitcast<vec4f>(v98);
}
