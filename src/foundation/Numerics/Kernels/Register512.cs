using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kirana.Numerics.Kernels;

/// <summary>A register of 512 bits.</summary>
/// <typeparam name="T">float or double; the compiler keeps one branch of each test of it.</typeparam>
internal readonly struct Register512<T> : IRegister<Register512<T>, T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector512<T> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Register512(Vector512<T> lanes) => _lanes = lanes;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<T>.Count;
    }

    public static bool ManyRegisters
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> operator +(Register512<T> x, Register512<T> y) => new(x._lanes + y._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> operator -(Register512<T> x, Register512<T> y) => new(x._lanes - y._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> operator *(Register512<T> x, Register512<T> y) => new(x._lanes * y._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> operator /(Register512<T> x, Register512<T> y) => new(x._lanes / y._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> operator &(Register512<T> x, Register512<T> y) => new(x._lanes & y._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> operator |(Register512<T> x, Register512<T> y) => new(x._lanes | y._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> operator ^(Register512<T> x, Register512<T> y) => new(x._lanes ^ y._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> operator ~(Register512<T> x) => new(~x._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Load(ref readonly T source, nint offset) => new(Vector512.LoadUnsafe(in source, (nuint)offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> LoadSingles(ref readonly float source, nint offset)
    {
        if (typeof(T) == typeof(float))
            return new(Vector512.LoadUnsafe(in source, (nuint)offset).As<float, T>());
        var singles = Vector256.LoadUnsafe(in source, (nuint)offset);
        return Avx512F.IsSupported
            ? new(Avx512F.ConvertToVector512Double(singles).As<double, T>())
            : new(Vector512.Create(Vector256.WidenLower(singles), Vector256.WidenUpper(singles)).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Broadcast(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Register512<T> value, ref T target, nint offset) => value._lanes.StoreUnsafe(ref target, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> MultiplyAdd(Register512<T> x, Register512<T> y, Register512<T> z) => typeof(T) == typeof(float)
        ? new(Vector512.FusedMultiplyAdd(x._lanes.AsSingle(), y._lanes.AsSingle(), z._lanes.AsSingle()).As<float, T>())
        : new(Vector512.FusedMultiplyAdd(x._lanes.AsDouble(), y._lanes.AsDouble(), z._lanes.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> SquareRoot(Register512<T> x) => new(Vector512.Sqrt(x._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Select(Register512<T> mask, Register512<T> x, Register512<T> y) =>
        new(Vector512.ConditionalSelect(mask._lanes, x._lanes, y._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> LessThan(Register512<T> x, Register512<T> y) => new(Vector512.LessThan(x._lanes, y._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Equal(Register512<T> x, Register512<T> y) => new(Vector512.Equals(x._lanes, y._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> AddBits(Register512<T> x, Register512<T> y) => typeof(T) == typeof(float)
        ? new((x._lanes.AsInt32() + y._lanes.AsInt32()).As<int, T>())
        : new((x._lanes.AsInt64() + y._lanes.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> SubtractBits(Register512<T> x, Register512<T> y) => typeof(T) == typeof(float)
        ? new((x._lanes.AsInt32() - y._lanes.AsInt32()).As<int, T>())
        : new((x._lanes.AsInt64() - y._lanes.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> ShiftBitsLeft(Register512<T> x, int count) => typeof(T) == typeof(float)
        ? new((x._lanes.AsInt32() << count).As<int, T>())
        : new((x._lanes.AsInt64() << count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> ShiftBitsRight(Register512<T> x, int count) => typeof(T) == typeof(float)
        ? new((x._lanes.AsInt32() >>> count).As<int, T>())
        : new((x._lanes.AsInt64() >>> count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Register512<T> x) => Register256<T>.SumOf(x._lanes.GetLower() + x._lanes.GetUpper());
}
