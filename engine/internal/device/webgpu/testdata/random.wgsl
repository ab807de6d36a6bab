// threefry2x32: 2 results
@group(0) @binding(0) var<storage, read> in0: array<u32>;
@group(0) @binding(1) var<storage, read> in1: array<u32>;
@group(0) @binding(2) var<storage, read_write> out0: array<u32>;
@group(0) @binding(3) var<storage, read_write> out1: array<u32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 2u) { return; }
  let x0 = in0[i];
  let v1 = (x0 ^ x0) ^ 0x1bd11bdau;
  let v2 = in1[i] + x0;
  let v3 = v2 + v2;
  let v4 = ((v2 << 13u) | (v2 >> 19u)) ^ v3;
  let v5 = v3 + v4;
  let v6 = ((v4 << 15u) | (v4 >> 17u)) ^ v5;
  let v7 = v5 + v6;
  let v8 = ((v6 << 26u) | (v6 >> 6u)) ^ v7;
  let v9 = v7 + v8;
  let v10 = (((v8 << 6u) | (v8 >> 26u)) ^ v9) + v1;
  let v11 = v10 + 1u;
  let v12 = v9 + x0 + v11;
  let v13 = ((v11 << 17u) | (v11 >> 15u)) ^ v12;
  let v14 = v12 + v13;
  let v15 = ((v13 << 29u) | (v13 >> 3u)) ^ v14;
  let v16 = v14 + v15;
  let v17 = ((v15 << 16u) | (v15 >> 16u)) ^ v16;
  let v18 = v16 + v17;
  let v19 = (((v17 << 24u) | (v17 >> 8u)) ^ v18) + x0;
  let v20 = v19 + 2u;
  let v21 = v18 + v1 + v20;
  let v22 = ((v20 << 13u) | (v20 >> 19u)) ^ v21;
  let v23 = v21 + v22;
  let v24 = ((v22 << 15u) | (v22 >> 17u)) ^ v23;
  let v25 = v23 + v24;
  let v26 = ((v24 << 26u) | (v24 >> 6u)) ^ v25;
  let v27 = v25 + v26;
  let v28 = (((v26 << 6u) | (v26 >> 26u)) ^ v27) + x0;
  let v29 = v28 + 3u;
  let v30 = v27 + x0 + v29;
  let v31 = ((v29 << 17u) | (v29 >> 15u)) ^ v30;
  let v32 = v30 + v31;
  let v33 = ((v31 << 29u) | (v31 >> 3u)) ^ v32;
  let v34 = v32 + v33;
  let v35 = ((v33 << 16u) | (v33 >> 16u)) ^ v34;
  let v36 = v34 + v35;
  let v37 = (((v35 << 24u) | (v35 >> 8u)) ^ v36) + v1;
  let v38 = v37 + 4u;
  let v39 = v36 + x0 + v38;
  let v40 = ((v38 << 13u) | (v38 >> 19u)) ^ v39;
  let v41 = v39 + v40;
  let v42 = ((v40 << 15u) | (v40 >> 17u)) ^ v41;
  let v43 = v41 + v42;
  let v44 = ((v42 << 26u) | (v42 >> 6u)) ^ v43;
  let v45 = v43 + v44;
  let v46 = (((v44 << 6u) | (v44 >> 26u)) ^ v45) + x0;
  out0[i] = v45 + v1;
  out1[i] = v46 + 5u;
}
