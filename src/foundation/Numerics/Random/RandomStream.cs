using System.Runtime.CompilerServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Numerics.Random;

/// <summary>A stream of random numbers that is a pure function of its seed, its stream number and how much was drawn.</summary>
/// <remarks>
/// Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011: the key is the seed,
/// the upper half of the counter is the stream, the lower half counts blocks of four words. Streams of one seed are independent,
/// so each row, tree or user may own one and the result does not depend on threads. The same bits on every platform.
/// A mutable struct: pass it by <see langword="ref"/>; a copy repeats the numbers. Not thread-safe. Period 2⁶⁶ words.
/// </remarks>
public struct RandomStream
{
    private readonly ulong _seed;
    private readonly ulong _stream;
    private ulong _next;
    private PhiloxBlock _block;
    private int _used = PhiloxBlock.Words;
    private double _spareGaussian;
    private bool _hasSpare;

    /// <summary>Opens a stream at its beginning.</summary>
    /// <param name="seed">The seed of the whole computation.</param>
    /// <param name="stream">Which of the 2⁶⁴ independent streams of that seed.</param>
    public RandomStream(ulong seed, ulong stream = 0)
    {
        _seed = seed;
        _stream = stream;
    }

    /// <summary>32 uniform bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint NextUInt32()
    {
        if (_used == PhiloxBlock.Words)
            Refill();
        return _block[_used++];
    }

    /// <summary>64 uniform bits; the first word drawn is the lower half.</summary>
    public ulong NextUInt64()
    {
        ulong low = NextUInt32();
        return low | (ulong)NextUInt32() << 32;
    }

    /// <summary>A uniform multiple of 2⁻⁵³ in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A uniform integer in [0, exclusiveMax), without bias.</summary>
    /// <param name="exclusiveMax">The number of values, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMax"/> is below 1.</exception>
    /// <remarks>Lemire, "Fast random integer generation in an interval", ACM TOMACS 2019.</remarks>
    public int Next(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMax, 1);
        var range = (uint)exclusiveMax;
        var product = (ulong)NextUInt32() * range;
        if ((uint)product < range)
        {
            // The lowest 2³² mod range fractions would make some values likelier: draw again.
            var threshold = (0u - range) % range;
            while ((uint)product < threshold)
                product = (ulong)NextUInt32() * range;
        }

        return (int)(product >> 32);
    }

    /// <summary>A standard normal number (mean 0, variance 1), by Marsaglia's polar method.</summary>
    /// <remarks>Uses only exactly rounded operations and <see cref="Elementary"/>, so the bits are the same on every platform.</remarks>
    public double NextGaussian()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spareGaussian;
        }

        double u, v, square;
        do
        {
            u = 2 * NextDouble() - 1;
            v = 2 * NextDouble() - 1;
            square = u * u + v * v;
        }
        while (square is >= 1 or 0);

        var scale = Math.Sqrt(-2 * Elementary.Log(square) / square);
        _spareGaussian = v * scale;
        _hasSpare = true;
        return u * scale;
    }

    /// <summary>Puts the items into a uniformly random order (Fisher and Yates).</summary>
    /// <typeparam name="T">Anything.</typeparam>
    /// <param name="items">The items, permuted in place.</param>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = Next(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Refill()
    {
        _block = Philox.Block(_seed, _next++, _stream);
        _used = 0;
    }
}
