namespace Kirana.Data.ModelFiles;

/// <summary>Shapes as messages spell them.</summary>
internal static class Shapes
{
    /// <summary><c>[3 × 4]</c>; a negative size, which stands for any, is a dot.</summary>
    public static string Text(ReadOnlySpan<int> shape)
    {
        var sizes = new string[shape.Length];
        for (var i = 0; i < sizes.Length; i++)
            sizes[i] = shape[i] < 0 ? "·" : $"{shape[i]}";
        return $"[{string.Join(" × ", sizes)}]";
    }
}
