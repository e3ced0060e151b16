namespace Kirana.Data.ModelFiles;

/// <summary>A tensor as the header describes it.</summary>
/// <param name="Type">One of <see cref="TensorType"/>.</param>
/// <param name="Shape">The sizes of the dimensions; none for a single value.</param>
/// <param name="Start">The first byte, counted from the end of the header.</param>
/// <param name="End">The byte after the last.</param>
internal sealed record TensorEntry(string Type, int[] Shape, long Start, long End)
{
    public long Count => (End - Start) / TensorType.SizeOf(Type);
}
