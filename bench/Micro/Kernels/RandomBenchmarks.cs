using BenchmarkDotNet.Attributes;
using Kirana.Numerics.Random;

namespace Kirana.Bench.Micro.Kernels;

/// <summary>Numbers of a random stream, a thousand at a time.</summary>
public class RandomBenchmarks
{
    private const int Draws = 1000;

    [Benchmark(OperationsPerInvoke = Draws)]
    public uint NextUInt32()
    {
        var random = new RandomStream(1);
        uint last = 0;
        for (var i = 0; i < Draws; i++)
            last ^= random.NextUInt32();
        return last;
    }

    [Benchmark(OperationsPerInvoke = Draws)]
    public double NextDouble()
    {
        var random = new RandomStream(1);
        var sum = 0.0;
        for (var i = 0; i < Draws; i++)
            sum += random.NextDouble();
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Draws)]
    public double NextGaussian()
    {
        var random = new RandomStream(1);
        var sum = 0.0;
        for (var i = 0; i < Draws; i++)
            sum += random.NextGaussian();
        return sum;
    }
}
