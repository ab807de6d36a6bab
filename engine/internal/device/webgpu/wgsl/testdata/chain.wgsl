// exp, mul, sin: 1000 results
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read_write> out0: array<f32>;
@group(0) @binding(2) var<uniform> uniforms: array<vec4u, 1>;

// x, and nothing that a compiler could take for something else.
fn keep(x: f32) -> f32 { return bitcast<f32>(bitcast<u32>(x) ^ u32(uniforms[0].x)); }

// x·y - product, by halves.
fn rest_of_product(x: f32, y: f32, product: f32) -> f32 {
  let x_high = bitcast<f32>(bitcast<u32>(x) & 0xfffff000u);
  let y_high = bitcast<f32>(bitcast<u32>(y) & 0xfffff000u);
  let x_low = keep(x - x_high);
  let y_low = keep(y - y_high);
  let high = keep(x_high * y_high);
  let first = keep(x_high * y_low);
  let second = keep(x_low * y_high);
  let low = keep(x_low * y_low);
  let rest = keep(high - product);
  let rest_first = keep(rest + first);
  let rest_second = keep(rest_first + second);
  return rest_second + low;
}

// x + y - sum, which is what rounding the sum left. To take the greater one away
// first cannot overflow. See Dekker, "A floating-point technique for extending the
// available precision" (1971).
fn rest_of_sum(x: f32, y: f32, sum: f32) -> f32 {
  let swapped = abs(x) < abs(y);
  let greater = select(x, y, swapped);
  let part = keep(sum - greater);
  return select(y, x, swapped) - part;
}

fn is_infinite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) == 0x7f800000u; }

fn is_finite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) < 0x7f800000u; }

// x·y + z, rounded once but for rare cases: what the product and the sum leave are
// added with one more rounding.
fn fma_f32(x: f32, y: f32, z: f32) -> f32 {
  let product = keep(x * y);
  let product_rest = keep(rest_of_product(x, y, product));
  let sum = keep(product + z);
  let sum_rest = keep(rest_of_sum(product, z, sum));
  let rest = keep(sum_rest + product_rest);
  // An overflowing product hides behind an infinite z.
  let infinite = select(sum, z, is_infinite(z) & is_finite(x) & is_finite(y));
  return select(infinite, sum + rest, is_finite(sum) & !(rest == 0.0));
}

fn shift_left(x: u32, by: u32) -> u32 { return select(0u, x << (by & 31u), by < 32u); }

fn shift_right(x: u32, by: u32) -> u32 { return select(0u, x >> (by & 31u), by < 32u); }

// x rounded once: both halves are exact.
fn float_of_u32(x: u32) -> f32 { return f32(x >> 16u) * 65536.0 + f32(x & 65535u); }

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ uniforms[0].x); }

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 1000u) { return; }
  let x0 = in0[i];
  let v1 = select(x0, 91.0, 91.0 < x0);
  let v2 = select(v1, -106.0, v1 < -106.0);
  let v3 = keep(v2 * 1.442695 + 1.2582912e+07);
  let v4 = v3 - 1.2582912e+07;
  let v5 = keep(v4 * 0.00021219444 + keep(v4 * -0.6933594 + v2));
  let v6 = (0.00019875691 * v5 + 0.0013981999) * v5 + 0.008333452;
  let v7 = (v6 * v5 + 0.041665796) * v5 + 0.16666666;
  let v8 = keep((v7 * v5 + 0.5) * keep(v5 * v5) + v5);
  let v9 = bitcast<i32>(v3) - 1262485250;
  let v10 = v9 >> 1u;
  let v11 = keep((v8 + 1.0) * bitcast<f32>(v10 << 23u));
  let v12 = keep(v11 * bitcast<f32>((v9 - v10) << 23u));
  let v13 = x0 * v12;
  let v14 = abs(v13);
  let v15 = keep(v14 * 0.63661975 + 1.2582912e+07);
  let v16 = v15 - 1.2582912e+07;
  let v17 = keep(fma_f32(v16, -1.5707964, v14));
  let v18 = v16 * 4.3712134e-08;
  let v19 = keep(v17 + v18);
  let v20 = v16 * -7.443548e-13 + keep(v18 - keep(v19 - v17));
  let v21 = 800.0 < v14;
  var v78: f32;
  var v79: f32;
  var v80: i32;
  if (v21) {
    let v22 = bitcast<u32>(v14);
    let v23 = (v22 & 0x7fffffu) | 8388608u;
    let v24 = min((v22 >> 23u), 254u) + 0xffffff88u;
    let v25 = v24 >> 5u;
    let v26 = v24 & 31u;
    let v27 = (v25 & 4u) != 0u;
    let v28 = select(0xa2f9836eu, 0xdb629599u, v27);
    let v29 = select(0x4e441529u, 0x3c439041u, v27);
    let v30 = select(0xfc2757d1u, 0xfe5163abu, v27);
    let v31 = (v25 & 2u) != 0u;
    let v32 = select(select(0u, 0xf534ddc0u, v27), v29, v31);
    let v33 = select(v28, v30, v31);
    let v34 = select(v29, 0xf534ddc0u, v31);
    let v35 = select(v30, 0xdb629599u, v31);
    let v36 = select(0xf534ddc0u, 0x3c439041u, v31);
    let v37 = (v25 & 1u) != 0u;
    let v38 = select(v33, v34, v37);
    let v39 = select(v34, v35, v37);
    let v40 = shift_left(select(v32, v33, v37), v26);
    let v41 = 32u - v26;
    let v42 = shift_left(v38, v26) | shift_right(v39, v41);
    let v43 = shift_right(select(v35, v36, v37), v41);
    let v44 = shift_left(v39, v26) | v43;
    let v45 = v23 >> 16u;
    let v46 = v23 & 65535u;
    let v47 = v44 >> 16u;
    let v48 = v44 & 65535u;
    let v49 = v46 * v48;
    let v50 = v45 * v48 + (v49 >> 16u);
    let v51 = v46 * v47 + (v50 & 65535u);
    let v52 = v45 * v47 + (v50 >> 16u) + (v51 >> 16u);
    let v53 = v42 >> 16u;
    let v54 = v42 & 65535u;
    let v55 = v46 * v54;
    let v56 = v45 * v54 + (v55 >> 16u);
    let v57 = v46 * v53 + (v56 & 65535u);
    let v58 = v45 * v53 + (v56 >> 16u) + (v57 >> 16u);
    let v59 = ((v57 << 16u) | (v55 & 65535u)) + v52;
    let v60 = v23 * (v40 | shift_right(v38, v41)) + v58;
    let v61 = v60 + u32(v59 < v52);
    let v62 = (v61 << 2u) | (v59 >> 30u);
    let v63 = ((v51 << 16u) | (v49 & 65535u)) >> 30u;
    let v64 = (v59 << 2u) | v63;
    let v65 = float_of_u32(((v62 & 255u) << 16u) | (v64 >> 16u));
    let v66 = f32(i32(v62 & 0xffffff00u)) * 2.3283064e-10;
    let v67 = v65 * 3.5527137e-15;
    let v68 = keep(v66 + v67);
    let v69 = keep(v68 - v66);
    let v70 = keep(keep(v66 - keep(v68 - v69)) + keep(v67 - v69));
    let v71 = float_of_u32(v64 & 65535u) * 5.421011e-20;
    let v72 = keep(v70 + v71);
    let v73 = keep(v68 + v72);
    let v74 = v73 * 1.5707964;
    let v75 = bitcast<f32>(bitcast<u32>(v74) ^ 0x80000000u);
    let v76 = keep(v73 * -4.371139e-08 + (v72 - keep(v73 - v68)) * 1.5707964);
    let v77 = keep(keep(fma_f32(v73, 1.5707964, v75)) + v76);
    v78 = keep(v74 + v77);
    v79 = keep(v77 - keep(v78 - v74)) + v14 * float_of(0x0u);
    v80 = i32((v61 + 0x20000000u) >> 30u);
  }
  let v81 = select(bitcast<i32>(v15), v80, v21);
  let v82 = select(v19, v78, v21);
  let v83 = select(v20, v79, v21);
  let v84 = (u32(v81) << 30u) ^ bitcast<u32>(v13);
  let v85 = (v81 & 1) == 1;
  let v86 = keep(v82 * v82);
  let v87 = keep(v86 * -0.5 + 1.0);
  let v88 = keep(keep(v86 * -0.5 + keep(1.0 - v87)) - v82 * v83);
  let v89 = (2.454769e-05 * v86 + -0.0013888301) * v86 + 0.041666664;
  let v90 = (2.724962e-06 * v86 + -0.00019840084) * v86 + 0.008333332;
  let v91 = keep(v82 * v86) * (v90 * v86 + -0.16666667) + v83 * v87;
  let v92 = select(v91, keep(v86 * v86) * v89 + v88, v85);
  let v93 = bitcast<u32>(select(v82, v87, v85) + v92);
  let v94 = bitcast<f32>(v93 ^ (v84 & 0x80000000u));
  out0[i] = v94;
}
