using BenchmarkDotNet.Attributes;
using Kirana.Numerics.Kernels;

namespace Kirana.Bench.Micro.Kernels;

/// <summary>Elementary functions of 1024 elements.</summary>
public class ElementaryBenchmarks
{
    private readonly float[] _x = Inputs.Vector<float>(1024);
    private readonly float[] _result = new float[1024];
    private readonly double[] _xDouble = Inputs.Vector<double>(1024);
    private readonly double[] _resultDouble = new double[1024];

    [Benchmark]
    public void ExpSingle() => Elementary.Exp(_x, _result);

    [Benchmark]
    public void LogSingle() => Elementary.Log(_x, _result);

    [Benchmark]
    public void TanhSingle() => Elementary.Tanh(_x, _result);

    [Benchmark]
    public void ExpDouble() => Elementary.Exp(_xDouble, _resultDouble);

    [Benchmark]
    public void LogDouble() => Elementary.Log(_xDouble, _resultDouble);

    [Benchmark]
    public void TanhDouble() => Elementary.Tanh(_xDouble, _resultDouble);
}
