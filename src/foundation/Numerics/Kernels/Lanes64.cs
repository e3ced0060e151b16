using System.Runtime.CompilerServices;

namespace Kirana.Numerics.Kernels;

/// <summary>One double: the scalar twin of the wider lanes.</summary>
public readonly struct Lanes64 : ILanes<Lanes64>
{
    private readonly double _lane;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes64(double lane) => _lane = lane;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    /// <summary>Adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes64 operator +(Lanes64 left, Lanes64 right) => new(left._lane + right._lane);

    /// <summary>Subtracts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes64 operator -(Lanes64 left, Lanes64 right) => new(left._lane - right._lane);

    /// <summary>Multiplies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes64 operator *(Lanes64 left, Lanes64 right) => new(left._lane * right._lane);

    /// <summary>Divides.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes64 operator /(Lanes64 left, Lanes64 right) => new(left._lane / right._lane);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes64 Load(ReadOnlySpan<double> source, int place) => new(source[place]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes64 value, Span<double> target, int place) => target[place] = value._lane;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes64 Broadcast(double value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes64 MultiplyAdd(Lanes64 x, Lanes64 y, Lanes64 z) => new(Math.FusedMultiplyAdd(x._lane, y._lane, z._lane));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes64 SelectLess(Lanes64 a, Lanes64 b, Lanes64 x, Lanes64 y) => a._lane < b._lane ? x : y;
}
