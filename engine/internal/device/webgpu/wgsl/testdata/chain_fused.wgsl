// exp, mul, sin: 1000 results
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out0: array<vec4f>;
@group(0) @binding(2) var<uniform> uniforms: array<vec4u, 1>;

// x, and nothing that a compiler could take for something else.
fn keep_x4(x: vec4f) -> vec4f { return bitcast<vec4f>(bitcast<vec4u>(x) ^ vec4u(uniforms[0].x)); }

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
  let v5 = keep_x4(fma(v4, vec4f(-0.6933594), v2));
  let v6 = keep_x4(fma(v4, vec4f(0.00021219444), v5));
  let v7 = fma(vec4f(0.00019875691), v6, vec4f(0.0013981999));
  let v8 = fma(fma(v7, v6, vec4f(0.008333452)), v6, vec4f(0.041665796));
  let v9 = fma(fma(v8, v6, vec4f(0.16666666)), v6, vec4f(0.5));
  let v10 = keep_x4(fma(v9, keep_x4(v6 * v6), v6));
  let v11 = bitcast<vec4i>(v3) - 1262485250;
  let v12 = v11 >> vec4u(1u);
  let v13 = keep_x4((v10 + 1.0) * bitcast<vec4f>(v12 << vec4u(23u)));
  let v14 = bitcast<vec4f>((v11 - v12) << vec4u(23u));
  let v15 = x0 * keep_x4(v13 * v14);
  let v16 = abs(v15);
  let v17 = keep_x4(v16 * 0.63661975 + 1.2582912e+07);
  let v18 = v17 - 1.2582912e+07;
  let v19 = keep_x4(fma(v18, vec4f(-1.5707964), v16));
  let v20 = v18 * 4.3712134e-08;
  let v21 = keep_x4(v19 + v20);
  let v22 = fma(v18, vec4f(-7.443548e-13), keep_x4(v20 - keep_x4(v21 - v19)));
  let v23 = vec4f(800.0) < v16;
  var v84: vec4f;
  var v85: vec4f;
  var v86: vec4i;
  if (any(v23)) {
    let v24 = bitcast<vec4u>(v16);
    let v25 = (v24 & vec4u(0x7fffffu)) | vec4u(8388608u);
    let v26 = min((v24 >> vec4u(23u)), vec4u(254u));
    let v27 = v26 + 0xffffff88u;
    let v28 = v27 >> vec4u(5u);
    let v29 = v27 & vec4u(31u);
    let v30 = (v28 & vec4u(4u)) != vec4u(0u);
    let v31 = select(vec4u(0u), vec4u(0xf534ddc0u), v30);
    let v32 = select(vec4u(0xa2f9836eu), vec4u(0xdb629599u), v30);
    let v33 = select(vec4u(0x4e441529u), vec4u(0x3c439041u), v30);
    let v34 = select(vec4u(0xfc2757d1u), vec4u(0xfe5163abu), v30);
    let v35 = (v28 & vec4u(2u)) != vec4u(0u);
    let v36 = select(v32, v34, v35);
    let v37 = select(v33, vec4u(0xf534ddc0u), v35);
    let v38 = select(v34, vec4u(0xdb629599u), v35);
    let v39 = select(vec4u(0xf534ddc0u), vec4u(0x3c439041u), v35);
    let v40 = (v28 & vec4u(1u)) != vec4u(0u);
    let v41 = select(select(v31, v33, v35), v36, v40);
    let v42 = select(v36, v37, v40);
    let v43 = select(v37, v38, v40);
    let v44 = 32u - v29;
    let v45 = shift_left_x4(v41, v29) | shift_right_x4(v42, v44);
    let v46 = shift_left_x4(v42, v29) | shift_right_x4(v43, v44);
    let v47 = shift_right_x4(select(v38, v39, v40), v44);
    let v48 = shift_left_x4(v43, v29) | v47;
    let v49 = v25 >> vec4u(16u);
    let v50 = v25 & vec4u(65535u);
    let v51 = v48 >> vec4u(16u);
    let v52 = v48 & vec4u(65535u);
    let v53 = v50 * v52;
    let v54 = v49 * v52 + (v53 >> vec4u(16u));
    let v55 = v50 * v51 + (v54 & vec4u(65535u));
    let v56 = v49 * v51 + (v54 >> vec4u(16u)) + (v55 >> vec4u(16u));
    let v57 = (v55 << vec4u(16u)) | (v53 & vec4u(65535u));
    let v58 = v46 >> vec4u(16u);
    let v59 = v46 & vec4u(65535u);
    let v60 = v50 * v59;
    let v61 = v49 * v59 + (v60 >> vec4u(16u));
    let v62 = v50 * v58 + (v61 & vec4u(65535u));
    let v63 = v49 * v58 + (v61 >> vec4u(16u)) + (v62 >> vec4u(16u));
    let v64 = (v62 << vec4u(16u)) | (v60 & vec4u(65535u));
    let v65 = v64 + v56;
    let v66 = v25 * v45 + v63 + vec4u(v65 < v56);
    let v67 = (v66 << vec4u(2u)) | (v65 >> vec4u(30u));
    let v68 = (v65 << vec4u(2u)) | (v57 >> vec4u(30u));
    let v69 = vec4f(vec4i(v67 & vec4u(0xffffff00u)));
    let v70 = ((v67 & vec4u(255u)) << vec4u(16u)) | (v68 >> vec4u(16u));
    let v71 = v69 * 2.3283064e-10;
    let v72 = float_of_u32_x4(v70) * 3.5527137e-15;
    let v73 = keep_x4(v71 + v72);
    let v74 = keep_x4(v73 - v71);
    let v75 = keep_x4(keep_x4(v71 - keep_x4(v73 - v74)) + keep_x4(v72 - v74));
    let v76 = float_of_u32_x4(v68 & vec4u(65535u)) * 5.421011e-20;
    let v77 = keep_x4(v75 + v76);
    let v78 = keep_x4(v73 + v77);
    let v79 = v78 * 1.5707964;
    let v80 = bitcast<vec4f>(bitcast<vec4u>(v79) ^ vec4u(0x80000000u));
    let v81 = keep_x4(fma(v78, vec4f(1.5707964), v80));
    let v82 = (v77 - keep_x4(v78 - v73)) * 1.5707964;
    let v83 = keep_x4(v81 + keep_x4(v78 * -4.371139e-08 + v82));
    v84 = keep_x4(v79 + v83);
    v85 = keep_x4(v83 - keep_x4(v84 - v79)) + v16 * float_of(0x0u);
    v86 = vec4i((v66 + 0x20000000u) >> vec4u(30u));
  }
  let v87 = select(bitcast<vec4i>(v17), v86, v23);
  let v88 = select(v21, v84, v23);
  let v89 = select(v22, v85, v23);
  let v90 = (vec4u(v87) << vec4u(30u)) ^ bitcast<vec4u>(v15);
  let v91 = (v87 & vec4i(1)) == vec4i(1);
  let v92 = keep_x4(v88 * v88);
  let v93 = keep_x4(fma(v92, vec4f(-0.5), vec4f(1.0)));
  let v94 = keep_x4(fma(v92, vec4f(-0.5), keep_x4(1.0 - v93)));
  let v95 = fma(vec4f(2.454769e-05), v92, vec4f(-0.0013888301));
  let v96 = fma(keep_x4(v92 * v92), fma(v95, v92, vec4f(0.041666664)), keep_x4(v94 - v88 * v89));
  let v97 = fma(vec4f(2.724962e-06), v92, vec4f(-0.00019840084));
  let v98 = fma(fma(v97, v92, vec4f(0.008333332)), v92, vec4f(-0.16666667));
  let v99 = fma(keep_x4(v88 * v92), v98, v89 * v93);
  let v100 = select(v88, v93, v91) + select(v99, v96, v91);
  let v101 = bitcast<vec4u>(v100) ^ (v90 & vec4u(0x80000000u));
  out0[i] = bitcast<vec4f>(v101);
}
