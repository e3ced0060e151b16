using System.Numerics;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;

namespace Kirana.Bench.Micro.Kernels;

/// <summary>Inputs that are the same in every run.</summary>
internal static class Inputs
{
    /// <summary>Uniform numbers in [−1, 1).</summary>
    public static T[] Vector<T>(int length, ulong stream = 0) where T : INumberBase<T>
    {
        var random = new RandomStream(1, stream);
        var vector = new T[length];
        foreach (ref var element in vector.AsSpan())
            element = T.CreateTruncating(2 * random.NextDouble() - 1);
        return vector;
    }

    public static sbyte[] Bytes(int length, ulong stream = 0)
    {
        var random = new RandomStream(1, stream);
        var vector = new sbyte[length];
        foreach (ref var element in vector.AsSpan())
            element = (sbyte)(random.Next(256) - 128);
        return vector;
    }

    /// <summary>A symmetric positive definite matrix.</summary>
    public static float[] PositiveDefinite(int n)
    {
        var gram = new float[n * n];
        Syrk.AddGram(Vector<float>(2 * n * n), 2 * n, n, gram);
        for (var i = 0; i < n; i++)
            gram[i * n + i] += 1;
        return gram;
    }
}
