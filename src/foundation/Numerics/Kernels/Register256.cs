using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kirana.Numerics.Kernels;

/// <summary>A register of 256 bits.</summary>
/// <typeparam name="T">float or double; the compiler keeps one branch of each test of it.</typeparam>
internal readonly struct Register256<T> : IRegister<Register256<T>, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector256<T> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Register256(Vector256<T> lanes) => _lanes = lanes;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<T>.Count;
    }

    public static bool ManyRegisters
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> operator +(Register256<T> x, Register256<T> y) => new(x._lanes + y._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> operator -(Register256<T> x, Register256<T> y) => new(x._lanes - y._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> operator *(Register256<T> x, Register256<T> y) => new(x._lanes * y._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> operator /(Register256<T> x, Register256<T> y) => new(x._lanes / y._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> operator &(Register256<T> x, Register256<T> y) => new(x._lanes & y._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> operator |(Register256<T> x, Register256<T> y) => new(x._lanes | y._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> operator ^(Register256<T> x, Register256<T> y) => new(x._lanes ^ y._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> operator ~(Register256<T> x) => new(~x._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Load(ref readonly T source, nint offset) => new(Vector256.LoadUnsafe(in source, (nuint)offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> LoadSingles(ref readonly float source, nint offset)
    {
        if (typeof(T) == typeof(float))
            return new(Vector256.LoadUnsafe(in source, (nuint)offset).As<float, T>());
        var singles = Vector128.LoadUnsafe(in source, (nuint)offset);
        return Avx.IsSupported
            ? new(Avx.ConvertToVector256Double(singles).As<double, T>())
            : new(Vector256.Create(Vector128.WidenLower(singles), Vector128.WidenUpper(singles)).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Broadcast(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Register256<T> value, ref T target, nint offset) => value._lanes.StoreUnsafe(ref target, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> MultiplyAdd(Register256<T> x, Register256<T> y, Register256<T> z) => typeof(T) == typeof(float)
        ? new(Vector256.FusedMultiplyAdd(x._lanes.AsSingle(), y._lanes.AsSingle(), z._lanes.AsSingle()).As<float, T>())
        : new(Vector256.FusedMultiplyAdd(x._lanes.AsDouble(), y._lanes.AsDouble(), z._lanes.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> SquareRoot(Register256<T> x) => new(Vector256.Sqrt(x._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Select(Register256<T> mask, Register256<T> x, Register256<T> y) =>
        new(Vector256.ConditionalSelect(mask._lanes, x._lanes, y._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> LessThan(Register256<T> x, Register256<T> y) => new(Vector256.LessThan(x._lanes, y._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Equal(Register256<T> x, Register256<T> y) => new(Vector256.Equals(x._lanes, y._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> AddBits(Register256<T> x, Register256<T> y) => typeof(T) == typeof(float)
        ? new((x._lanes.AsInt32() + y._lanes.AsInt32()).As<int, T>())
        : new((x._lanes.AsInt64() + y._lanes.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> SubtractBits(Register256<T> x, Register256<T> y) => typeof(T) == typeof(float)
        ? new((x._lanes.AsInt32() - y._lanes.AsInt32()).As<int, T>())
        : new((x._lanes.AsInt64() - y._lanes.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> ShiftBitsLeft(Register256<T> x, int count) => typeof(T) == typeof(float)
        ? new((x._lanes.AsInt32() << count).As<int, T>())
        : new((x._lanes.AsInt64() << count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> ShiftBitsRight(Register256<T> x, int count) => typeof(T) == typeof(float)
        ? new((x._lanes.AsInt32() >>> count).As<int, T>())
        : new((x._lanes.AsInt64() >>> count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Register256<T> x) => SumOf(x._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SumOf(Vector256<T> lanes) => Register128<T>.SumOf(lanes.GetLower() + lanes.GetUpper());
}
