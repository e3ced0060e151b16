using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Kirana.Numerics.Kernels;

/// <summary>A register of 128 bits.</summary>
/// <typeparam name="T">float or double; the compiler keeps one branch of each test of it.</typeparam>
internal readonly struct Register128<T> : IRegister<Register128<T>, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector128<T> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Register128(Vector128<T> lanes) => _lanes = lanes;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128<T>.Count;
    }

    public static bool ManyRegisters
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => AdvSimd.IsSupported;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> operator +(Register128<T> x, Register128<T> y) => new(x._lanes + y._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> operator -(Register128<T> x, Register128<T> y) => new(x._lanes - y._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> operator *(Register128<T> x, Register128<T> y) => new(x._lanes * y._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> operator /(Register128<T> x, Register128<T> y) => new(x._lanes / y._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> operator &(Register128<T> x, Register128<T> y) => new(x._lanes & y._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> operator |(Register128<T> x, Register128<T> y) => new(x._lanes | y._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> operator ^(Register128<T> x, Register128<T> y) => new(x._lanes ^ y._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> operator ~(Register128<T> x) => new(~x._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Load(ref readonly T source, nint offset) => new(Vector128.LoadUnsafe(in source, (nuint)offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> LoadSingles(ref readonly float source, nint offset)
    {
        if (typeof(T) == typeof(float))
            return new(Vector128.LoadUnsafe(in source, (nuint)offset).As<float, T>());
        var pair = Unsafe.As<float, long>(ref Unsafe.Add(ref Unsafe.AsRef(in source), offset));
        return new(Vector128.WidenLower(Vector128.CreateScalar(pair).AsSingle()).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Broadcast(T value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Register128<T> value, ref T target, nint offset) => value._lanes.StoreUnsafe(ref target, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> MultiplyAdd(Register128<T> x, Register128<T> y, Register128<T> z) => typeof(T) == typeof(float)
        ? new(Vector128.FusedMultiplyAdd(x._lanes.AsSingle(), y._lanes.AsSingle(), z._lanes.AsSingle()).As<float, T>())
        : new(Vector128.FusedMultiplyAdd(x._lanes.AsDouble(), y._lanes.AsDouble(), z._lanes.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> SquareRoot(Register128<T> x) => new(Vector128.Sqrt(x._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Select(Register128<T> mask, Register128<T> x, Register128<T> y) =>
        new(Vector128.ConditionalSelect(mask._lanes, x._lanes, y._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> LessThan(Register128<T> x, Register128<T> y) => new(Vector128.LessThan(x._lanes, y._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> Equal(Register128<T> x, Register128<T> y) => new(Vector128.Equals(x._lanes, y._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> AddBits(Register128<T> x, Register128<T> y) => typeof(T) == typeof(float)
        ? new((x._lanes.AsInt32() + y._lanes.AsInt32()).As<int, T>())
        : new((x._lanes.AsInt64() + y._lanes.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> SubtractBits(Register128<T> x, Register128<T> y) => typeof(T) == typeof(float)
        ? new((x._lanes.AsInt32() - y._lanes.AsInt32()).As<int, T>())
        : new((x._lanes.AsInt64() - y._lanes.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> ShiftBitsLeft(Register128<T> x, int count) => typeof(T) == typeof(float)
        ? new((x._lanes.AsInt32() << count).As<int, T>())
        : new((x._lanes.AsInt64() << count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128<T> ShiftBitsRight(Register128<T> x, int count) => typeof(T) == typeof(float)
        ? new((x._lanes.AsInt32() >>> count).As<int, T>())
        : new((x._lanes.AsInt64() >>> count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Register128<T> x) => SumOf(x._lanes);

    /// <summary>The added zero turns −0 into +0, as in <see cref="VirtualLanes.Merge{T}"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SumOf(Vector128<T> lanes)
    {
        if (typeof(T) == typeof(float))
        {
            var four = lanes.AsSingle();
            four += Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
            lanes = four.As<float, T>();
        }

        return lanes[0] + lanes[1] + T.Zero;
    }
}
