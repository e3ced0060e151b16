using System.Runtime.InteropServices;

namespace Kirana.Storage.Keys;

/// <summary>A key and the row it belongs to; ordered by key, then row.</summary>
/// <param name="Key">The key.</param>
/// <param name="Row">The row.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KeyedRow(UInt128 Key, int Row) : IComparable<KeyedRow>
{
    /// <inheritdoc/>
    public int CompareTo(KeyedRow other)
    {
        var byKey = Key.CompareTo(other.Key);
        return byKey != 0 ? byKey : Row.CompareTo(other.Row);
    }
}
