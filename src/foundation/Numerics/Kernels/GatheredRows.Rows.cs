using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Kirana.Numerics.Kernels;

public static partial class GatheredRows
{
    /// <summary>How rows stand in memory.</summary>
    internal interface IRows<T> where T : unmanaged
    {
        /// <summary>The float that an element is worth.</summary>
        static abstract float At(T element);

        /// <summary>Sixteen elements from a place on.</summary>
        static abstract Vector512<float> Load(ref readonly T row, nuint place);

        /// <summary>The inner product of a row with a vector.</summary>
        static abstract float Dot(ReadOnlySpan<T> row, ReadOnlySpan<float> vector);
    }

    internal readonly struct FullRows : IRows<float>
    {
        public static float At(float element) => element;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Load(ref readonly float row, nuint place) => Vector512.LoadUnsafe(in row, place);

        public static float Dot(ReadOnlySpan<float> row, ReadOnlySpan<float> vector) => Kernels.Dot.Of(row, vector);
    }

    /// <summary>Rows of <see cref="BriefFloats"/>.</summary>
    internal readonly struct BriefRows : IRows<ushort>
    {
        public static float At(ushort element) => BriefFloats.At(element);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Load(ref readonly ushort row, nuint place) => BriefFloats.Load(in row, place);

        public static float Dot(ReadOnlySpan<ushort> row, ReadOnlySpan<float> vector)
        {
            var full = Scratch<float>.Take(row.Length);
            BriefFloats.Unpack(row, full);
            return Kernels.Dot.Of(full, vector);
        }
    }
}
