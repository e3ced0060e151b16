using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kirana.Numerics.Kernels;

public static partial class Elementary
{
    /// <summary>One function of one variable in all its forms.</summary>
    internal interface IFunction
    {
        static abstract float Of(float x);

        static abstract double Of(double x);

        /// <summary>The same of each lane; the bits equal those of the scalar form.</summary>
        static abstract TRegister Of<TRegister, T, TTerms>(TRegister x)
            where TRegister : struct, IRegister<TRegister, T>
            where T : unmanaged, IFloatingPointIeee754<T>
            where TTerms : struct, ITerms<T>;
    }

    /// <summary>The form for a register width; the lengths are equal.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Apply<TFunction>(SimdWidth width, ReadOnlySpan<float> x, Span<float> result) where TFunction : struct, IFunction
    {
        switch (width)
        {
            case SimdWidth.Bits512:
                Vector<TFunction, Register512<float>, float, SingleTerms>(x, result);
                break;
            case SimdWidth.Bits256:
                Vector<TFunction, Register256<float>, float, SingleTerms>(x, result);
                break;
            case SimdWidth.Bits128:
                Vector<TFunction, Register128<float>, float, SingleTerms>(x, result);
                break;
            default:
                for (var i = 0; i < x.Length; i++)
                    result[i] = TFunction.Of(x[i]);
                break;
        }
    }

    /// <inheritdoc cref="Apply{TFunction}(SimdWidth, ReadOnlySpan{float}, Span{float})"/>
    internal static void Apply<TFunction>(SimdWidth width, ReadOnlySpan<double> x, Span<double> result) where TFunction : struct, IFunction
    {
        switch (width)
        {
            case SimdWidth.Bits512:
                Vector<TFunction, Register512<double>, double, DoubleTerms>(x, result);
                break;
            case SimdWidth.Bits256:
                Vector<TFunction, Register256<double>, double, DoubleTerms>(x, result);
                break;
            case SimdWidth.Bits128:
                Vector<TFunction, Register128<double>, double, DoubleTerms>(x, result);
                break;
            default:
                for (var i = 0; i < x.Length; i++)
                    result[i] = TFunction.Of(x[i]);
                break;
        }
    }

    // Compiled by itself: callers compile the choice of a width along with them, and would else compile every width.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Vector<TFunction, TRegister, T, TTerms>(ReadOnlySpan<T> x, Span<T> result)
        where TFunction : struct, IFunction
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerms : struct, ITerms<T>
    {
        scoped ref var x0 = ref MemoryMarshal.GetReference(x);
        scoped ref var result0 = ref MemoryMarshal.GetReference(result);
        nint end = x.Length - TRegister.Count;
        Tail<T> tail = default;
        if (end < 0)
        {
            x0 = ref tail.Fill(in x0, x.Length, TRegister.Count);
            result0 = ref x0;
            end = 0;
        }

        // The last register overlaps the one before: load it before the loop changes x, which may be the result.
        var last = TRegister.Load(in x0, end);
        for (nint i = 0; ; i += TRegister.Count)
        {
            // The only call, since it is inlined and large.
            var isLast = i >= end;
            var value = TFunction.Of<TRegister, T, TTerms>(isLast ? last : TRegister.Load(in x0, i));
            TRegister.Store(value, ref result0, isLast ? end : i);
            if (isLast)
                break;
        }

        if (x.Length < TRegister.Count)
            ((Span<T>)tail)[(TRegister.Count - x.Length)..TRegister.Count].CopyTo(result);
    }

    internal readonly struct ExpFunction : IFunction
    {
        public static float Of(float x) => ScalarExp(x);

        public static double Of(double x) => ScalarExp(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TRegister Of<TRegister, T, TTerms>(TRegister x)
            where TRegister : struct, IRegister<TRegister, T>
            where T : unmanaged, IFloatingPointIeee754<T>
            where TTerms : struct, ITerms<T> => VectorExp<TRegister, T, TTerms>(x);
    }

    internal readonly struct LogFunction : IFunction
    {
        public static float Of(float x) => ScalarLog(x);

        public static double Of(double x) => ScalarLog(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TRegister Of<TRegister, T, TTerms>(TRegister x)
            where TRegister : struct, IRegister<TRegister, T>
            where T : unmanaged, IFloatingPointIeee754<T>
            where TTerms : struct, ITerms<T> => VectorLog<TRegister, T, TTerms>(x);
    }

    internal readonly struct TanhFunction : IFunction
    {
        public static float Of(float x) => ScalarTanh(x);

        public static double Of(double x) => ScalarTanh(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TRegister Of<TRegister, T, TTerms>(TRegister x)
            where TRegister : struct, IRegister<TRegister, T>
            where T : unmanaged, IFloatingPointIeee754<T>
            where TTerms : struct, ITerms<T> => VectorTanh<TRegister, T, TTerms>(x);
    }
}
