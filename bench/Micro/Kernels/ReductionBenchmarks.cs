using BenchmarkDotNet.Attributes;
using Kirana.Numerics.Kernels;

namespace Kirana.Bench.Micro.Kernels;

/// <summary>Dot products, sums and axpy at the widest registers of the machine (or those of KIRANA_SIMD).</summary>
[MemoryDiagnoser]
public class ReductionBenchmarks
{
    private float[] _x = [];
    private float[] _y = [];
    private double[] _xDouble = [];
    private double[] _yDouble = [];
    private sbyte[] _xBytes = [];
    private sbyte[] _yBytes = [];

    [Params(50, 64, 1024)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        (_x, _y) = (Inputs.Vector<float>(Length), Inputs.Vector<float>(Length, 1));
        (_xDouble, _yDouble) = (Inputs.Vector<double>(Length), Inputs.Vector<double>(Length, 1));
        (_xBytes, _yBytes) = (Inputs.Bytes(Length), Inputs.Bytes(Length, 1));
    }

    [Benchmark]
    public float DotSingle() => Dot.Of(_x, _y);

    [Benchmark]
    public double DotDouble() => Dot.Of(_xDouble, _yDouble);

    [Benchmark]
    public int DotBytes() => Dot.Of(_xBytes, _yBytes);

    [Benchmark]
    public double SumSingle() => Sum.Of(_x);

    [Benchmark]
    public void AxpySingle() => Axpy.Add(1e-9f, _x, _y);
}
