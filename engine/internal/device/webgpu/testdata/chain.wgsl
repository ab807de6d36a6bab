// 1000 elements, 202 operations each, 1 results
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read_write> out0: array<f32>;
@group(0) @binding(2) var<uniform> uniforms: array<vec4u, 1>;

// x, and nothing that a compiler could take for something else.
fn keep(x: f32) -> f32 { return bitcast<f32>(bitcast<u32>(x) ^ u32(uniforms[0].x)); }
fn is_finite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) < 0x7f800000u; }
fn is_infinite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) == 0x7f800000u; }
// x·y + z, as if rounded once: the product and the sum in two parts each.
fn fma_f32(x: f32, y: f32, z: f32) -> f32 {
  let p = keep(x * y);
  let x_high = bitcast<f32>(bitcast<u32>(x) & 0xfffff000u);
  let y_high = bitcast<f32>(bitcast<u32>(y) & 0xfffff000u);
  let x_low = keep(x - x_high);
  let y_low = keep(y - y_high);
  let p1 = keep(x_high * y_high);
  let p2 = keep(x_high * y_low);
  let p3 = keep(x_low * y_high);
  let p4 = keep(x_low * y_low);
  let e1 = keep(p1 - p);
  let e2 = keep(e1 + p2);
  let e3 = keep(e2 + p3);
  let e = keep(e3 + p4);
  let s = keep(p + z);
  let z_part = keep(s - p);
  let p_part = keep(s - z_part);
  let p_rest = keep(p - p_part);
  let z_rest = keep(z - z_part);
  let rest = keep(p_rest + z_rest);
  // An overflowing product hides behind an infinite z.
  let sum = select(s, z, is_infinite(z) & is_finite(x) & is_finite(y));
  return select(sum, s + (rest + e), is_finite(s));
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
  let v3 = keep(keep(v2 * 1.442695) + 1.2582912e+07);
  let v4 = keep(v3 - 1.2582912e+07);
  let v5 = keep(fma_f32(v4, 0.00021219444, keep(fma_f32(v4, -0.6933594, v2))));
  let v6 = keep(fma_f32(0.00019875691, v5, 0.0013981999));
  let v7 = keep(fma_f32(keep(fma_f32(v6, v5, 0.008333452)), v5, 0.041665796));
  let v8 = keep(fma_f32(keep(fma_f32(v7, v5, 0.16666666)), v5, 0.5));
  let v9 = keep(keep(fma_f32(v8, keep(v5 * v5), v5)) + 1.0);
  let v10 = bitcast<i32>(v3) - 1262485250;
  let v11 = v10 >> 1u;
  let v12 = keep(keep(v9 * bitcast<f32>(v11 << 23u)) * bitcast<f32>((v10 - v11) << 23u));
  let v13 = x0 * v12;
  let v14 = abs(v13);
  let v15 = keep(keep(v14 * 0.63661975) + 1.2582912e+07);
  let v16 = keep(v15 - 1.2582912e+07);
  let v17 = keep(fma_f32(v16, -1.5707964, v14));
  let v18 = keep(v16 * 4.3712134e-08);
  let v19 = keep(v17 + v18);
  let v20 = fma_f32(v16, -7.443548e-13, keep(v18 - keep(v19 - v17)));
  let v21 = 800.0 < v14;
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
  let v45 = 1u;
  let v46 = (v45 << 16u) - 1u;
  let v47 = v23 >> 16u;
  let v48 = v23 & v46;
  let v49 = v44 >> 16u;
  let v50 = v44 & v46;
  let v51 = v48 * v50;
  let v52 = v47 * v50 + (v51 >> 16u);
  let v53 = v48 * v49 + (v52 & v46);
  let v54 = v47 * v49 + (v52 >> 16u) + (v53 >> 16u);
  let v55 = v42 >> 16u;
  let v56 = v42 & v46;
  let v57 = v48 * v56;
  let v58 = v47 * v56 + (v57 >> 16u);
  let v59 = v48 * v55 + (v58 & v46);
  let v60 = v47 * v55 + (v58 >> 16u) + (v59 >> 16u);
  let v61 = ((v59 << 16u) | (v57 & v46)) + v54;
  let v62 = v23 * (v40 | shift_right(v38, v41)) + v60;
  let v63 = v62 + u32(v61 < v54);
  let v64 = 1u;
  let v65 = (v63 << 2u) | (v61 >> 30u);
  let v66 = (v61 << 2u) | (((v53 << 16u) | (v51 & v46)) >> 30u);
  let v67 = 1u;
  let v68 = (v67 << 8u) - 1u;
  let v69 = float_of_u32(((v65 & v68) << 16u) | (v66 >> 16u));
  let v70 = keep(f32(i32(v65 & ~v68)) * 2.3283064e-10);
  let v71 = keep(v69 * 3.5527137e-15);
  let v72 = keep(v70 + v71);
  let v73 = keep(v72 - v70);
  let v74 = keep(keep(v70 - keep(v72 - v73)) + keep(v71 - v73));
  let v75 = keep(float_of_u32(v66 & v46) * 5.421011e-20);
  let v76 = keep(v74 + v75);
  let v77 = keep(v72 + v76);
  let v78 = keep(v77 * 1.5707964);
  let v79 = keep(bitcast<f32>(bitcast<u32>(v78) ^ 0x80000000u));
  let v80 = keep(keep(v76 - keep(v77 - v72)) * 1.5707964);
  let v81 = keep(keep(v77 * -4.371139e-08) + v80);
  let v82 = keep(keep(fma_f32(v77, 1.5707964, v79)) + v81);
  let v83 = keep(v78 + v82);
  let v84 = keep(v82 - keep(v83 - v78)) + keep(v14 * float_of(0u));
  let v85 = select(bitcast<i32>(v15), i32((v63 + (v64 << 29u)) >> 30u), v21);
  let v86 = select(v19, v83, v21);
  let v87 = select(v20, v84, v21);
  let v88 = (u32(v85) << 30u) ^ bitcast<u32>(v13);
  let v89 = (v85 & 1) == 1;
  let v90 = keep(v86 * v86);
  let v91 = keep(fma_f32(v90, -0.5, 1.0));
  let v92 = keep(fma_f32(v90, -0.5, keep(1.0 - v91)));
  let v93 = keep(fma_f32(2.454769e-05, v90, -0.0013888301));
  let v94 = fma_f32(keep(v90 * v90), keep(fma_f32(v93, v90, 0.041666664)), keep(v92 - keep(v86 * v87)));
  let v95 = keep(fma_f32(2.724962e-06, v90, -0.00019840084));
  let v96 = keep(fma_f32(keep(fma_f32(v95, v90, 0.008333332)), v90, -0.16666667));
  let v97 = fma_f32(keep(v86 * v90), v96, keep(v87 * v91));
  let v98 = select(v86, v91, v89) + select(v97, v94, v89);
  let v99 = bitcast<u32>(v98) ^ (v88 & 0x80000000u);
  out0[i] = bitcast<f32>(v99);
}
