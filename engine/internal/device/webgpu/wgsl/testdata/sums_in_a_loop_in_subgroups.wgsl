// while: 1 result
@group(0) @binding(0) var<storage, read_write> out0: array<u32>;

@compute @workgroup_size(1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  let v1 = 0;
  out0[0u] = u32(v1 < 7);
}

// copy: 1 result
@group(0) @binding(0) var<storage, read_write> out0: array<i32>;

@compute @workgroup_size(1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  out0[0u] = 0;
}

// a loop by one workgroup
enable subgroups;
@group(0) @binding(0) var<storage, read_write> room: array<u32>;
@group(0) @binding(1) var<storage, read> in0: array<u32>;
@group(0) @binding(2) var<storage, read> in1: array<i32>;
@group(0) @binding(3) var<storage, read> in2: array<f32>;
@group(0) @binding(4) var<storage, read_write> out0: array<f32>;
var<workgroup> told: u32;
var<workgroup> shared0: array<f32, 32>;

@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  if (local == 0u) { told = room[0]; }
  if (workgroupUniformLoad(&told) != 0u) { return; }
  var fuel = 262144;
  {
    if (local == 0u) { told = room[908]; }
    var turn0 = workgroupUniformLoad(&told);
    if (turn0 > 0u) {
      turn0 -= 1u;
      if (local == 0u) { room[908] = 0u; }
    } else {
      if (local < 1u) {
        room[2u + local] = u32(in0[local] != 0u);
      }
      storageBarrier();
      if (local < 1u) {
        room[7u + local] = u32(in0[local] != 0u);
      }
      storageBarrier();
      if (local < 1u) {
        room[3u + local] = u32(in1[local]);
      }
      storageBarrier();
      if (local < 1u) {
        room[5u + local] = u32(in1[local]);
      }
      storageBarrier();
      for (var i = local; i < 300u; i += 256u) {
        let x0 = in2[i];
        room[308u + i] = bitcast<u32>(x0);
      }
      storageBarrier();
    }
    loop {
      if (local == 0u) { told = room[2u]; }
      if (workgroupUniformLoad(&told) == 0u) { break; }
      if (fuel <= 0) {
        if (local == 0u) {
          room[908] = turn0 + 1u;
          room[1] = 1u;
        }
        return;
      }
      let at1 = 308u + (turn0 & 1u) * 300u;
      let at2 = 608u - (turn0 & 1u) * 300u;
      {
        let i = group.x;
        var sum0 = 0.0;
        for (var k = local; k < 300u; k += 256u) {
          let x0 = bitcast<f32>(room[at1 + k]);
          sum0 = sum0 + x0;
        }
        var met3 = sum0;
        met3 = met3 + subgroupShuffleXor(met3, 4u);
        met3 = met3 + subgroupShuffleXor(met3, 2u);
        met3 = met3 + subgroupShuffleXor(met3, 1u);
        if (local % 8u == 0u) {
          shared0[local / 8u] = met3;
        }
        workgroupBarrier();
        let v4 = local % 8u;
        met3 = shared0[v4];
        for (var j = 8u; j < 32u; j += 8u) {
          met3 = met3 + shared0[v4 + j];
        }
        met3 = met3 + subgroupShuffleXor(met3, 4u);
        met3 = met3 + subgroupShuffleXor(met3, 2u);
        met3 = met3 + subgroupShuffleXor(met3, 1u);
        if (local == 0u) {
          room[4u] = bitcast<u32>(met3);
        }
      }
      storageBarrier();
      if (local < 1u) {
        let x0 = i32(room[3u]);
        let x1 = bitcast<f32>(room[4u]);
        room[5u] = u32(x0 + 1);
        room[6u] = bitcast<u32>(x1 * 0.5);
      }
      storageBarrier();
      for (var i = local; i < 300u; i += 256u) {
        let x0 = bitcast<f32>(room[at1 + i]);
        let x1 = bitcast<f32>(room[6u]);
        room[at2 + i] = bitcast<u32>(x0 - x1);
      }
      storageBarrier();
      if (local < 1u) {
        let x0 = i32(room[5u]);
        room[7u] = u32(x0 < 7);
      }
      storageBarrier();
      if (local < 1u) {
        let x0 = room[7u + local] != 0u;
        room[2u + local] = u32(x0);
      }
      storageBarrier();
      if (local < 1u) {
        let x0 = i32(room[5u + local]);
        room[3u + local] = u32(x0);
      }
      storageBarrier();
      turn0 += 1u;
      fuel -= 263;
    }
    let at5 = 308u + (turn0 & 1u) * 300u;
    let at6 = 608u - (turn0 & 1u) * 300u;
    for (var i = local; i < 300u; i += 256u) {
      let x0 = bitcast<f32>(room[at5 + i]);
      out0[i] = x0;
    }
    storageBarrier();
  }
  if (local == 0u) {
    room[0] = 1u;
    room[1] = 0u;
  }
}
