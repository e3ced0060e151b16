using System.Runtime.InteropServices;

namespace Kirana.Learn.Trees;

/// <summary>A node of a <see cref="FlatForest"/>.</summary>
/// <param name="Bound">The second child is taken where the row's key is greater than this.</param>
/// <param name="Slot">Which of the row's keys is looked at.</param>
/// <param name="Next">The byte at which the first child begins; the second one follows it.</param>
/// <param name="Value">The value of a leaf.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FlatNode(int Bound, uint Slot, uint Next, float Value)
{
    /// <summary>The bytes of a node.</summary>
    public const int Bytes = 16;
}
