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
@group(0) @binding(0) var<storage, read_write> room: array<u32>;
@group(0) @binding(1) var<storage, read> in0: array<u32>;
@group(0) @binding(2) var<storage, read> in1: array<i32>;
@group(0) @binding(3) var<storage, read> in2: array<f32>;
@group(0) @binding(4) var<storage, read_write> out0: array<f32>;
var<workgroup> told: u32;

@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) local: u32) {
  if (local == 0u) { told = room[0]; }
  if (workgroupUniformLoad(&told) != 0u) { return; }
  var fuel = 262144;
  {
    if (local == 0u) { told = room[36]; }
    var turn0 = workgroupUniformLoad(&told);
    if (turn0 > 0u) {
      turn0 -= 1u;
      if (local == 0u) { room[36] = 0u; }
    } else {
      if (local < 1u) {
        room[2u + local] = u32(in0[local] != 0u);
      }
      storageBarrier();
      if (local < 1u) {
        room[17u + local] = u32(in0[local] != 0u);
      }
      storageBarrier();
      if (local < 1u) {
        room[3u + local] = u32(in1[local]);
      }
      storageBarrier();
      if (local < 1u) {
        room[4u + local] = u32(in1[local]);
      }
      storageBarrier();
      if (local < 6u) {
        let x0 = in2[local];
        room[24u + local] = bitcast<u32>(x0);
      }
      storageBarrier();
    }
    loop {
      if (local == 0u) { told = room[2u]; }
      if (workgroupUniformLoad(&told) == 0u) { break; }
      if (fuel <= 0) {
        if (local == 0u) {
          room[36] = turn0 + 1u;
          room[1] = 1u;
        }
        return;
      }
      let at1 = 24u + (turn0 & 1u) * 6u;
      let at2 = 30u - (turn0 & 1u) * 6u;
      var part1 = 0u;
      if (local == 0u) { told = room[49]; }
      if (workgroupUniformLoad(&told) != 0u) { part1 = 1u; }
      if (part1 <= 0u) {
        if (local < 1u) {
          let x0 = i32(room[3u]);
          let v3 = 0;
          room[4u] = u32(x0 + 1);
          room[5u] = u32(v3 < 3);
        }
        storageBarrier();
        if (local < 1u) {
          room[7u] = u32(0);
        }
        storageBarrier();
      }
      if (part1 <= 1u) {
        {
          if (local == 0u) { told = room[49]; }
          var turn1 = workgroupUniformLoad(&told);
          if (turn1 > 0u) {
            turn1 -= 1u;
            if (local == 0u) { room[49] = 0u; }
          } else {
            if (local < 1u) {
              let x0 = room[5u + local] != 0u;
              room[6u + local] = u32(x0);
            }
            storageBarrier();
            if (local < 1u) {
              let x0 = room[5u + local] != 0u;
              room[10u + local] = u32(x0);
            }
            storageBarrier();
            if (local < 1u) {
              let x0 = i32(room[7u + local]);
              room[8u + local] = u32(x0);
            }
            storageBarrier();
            if (local < 1u) {
              let x0 = i32(room[7u + local]);
              room[9u + local] = u32(x0);
            }
            storageBarrier();
            if (local < 6u) {
              let x0 = bitcast<f32>(room[at1 + local]);
              room[37u + local] = bitcast<u32>(x0);
            }
            storageBarrier();
          }
          loop {
            if (local == 0u) { told = room[6u]; }
            if (workgroupUniformLoad(&told) == 0u) { break; }
            if (fuel <= 0) {
              if (local == 0u) {
                room[36] = turn0 + 1u;
                room[49] = turn1 + 1u;
                room[1] = 1u;
              }
              return;
            }
            let at4 = 37u + (turn1 & 1u) * 6u;
            let at5 = 43u - (turn1 & 1u) * 6u;
            if (local < 1u) {
              let x0 = i32(room[8u]);
              let v6 = x0 + 1;
              room[9u] = u32(v6);
              room[10u] = u32(v6 < 3);
            }
            storageBarrier();
            if (local < 6u) {
              let x0 = bitcast<f32>(room[at4 + local]);
              room[at5 + local] = bitcast<u32>(x0 * x0);
            }
            storageBarrier();
            if (local < 1u) {
              let x0 = room[10u + local] != 0u;
              room[6u + local] = u32(x0);
            }
            storageBarrier();
            if (local < 1u) {
              let x0 = i32(room[9u + local]);
              room[8u + local] = u32(x0);
            }
            storageBarrier();
            turn1 += 1u;
            fuel -= 107;
          }
          let at7 = 37u + (turn1 & 1u) * 6u;
          let at8 = 43u - (turn1 & 1u) * 6u;
          if (local < 6u) {
            let x0 = bitcast<f32>(room[at7 + local]);
            room[at2 + local] = bitcast<u32>(x0);
          }
          storageBarrier();
        }
        if (local < 1u) {
          let x0 = i32(room[4u]);
          room[17u] = u32(x0 < 7);
        }
        storageBarrier();
      }
      if (local < 1u) {
        let x0 = room[17u + local] != 0u;
        room[2u + local] = u32(x0);
      }
      storageBarrier();
      if (local < 1u) {
        let x0 = i32(room[4u + local]);
        room[3u + local] = u32(x0);
      }
      storageBarrier();
      turn0 += 1u;
      fuel -= 148;
    }
    let at9 = 24u + (turn0 & 1u) * 6u;
    let at10 = 30u - (turn0 & 1u) * 6u;
    if (local < 6u) {
      let x0 = bitcast<f32>(room[at9 + local]);
      out0[local] = x0;
    }
    storageBarrier();
  }
  if (local == 0u) {
    room[0] = 1u;
    room[1] = 0u;
  }
}
