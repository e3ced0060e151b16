using Kirana.Operate.Vectors;

namespace Kirana.Cli.Commands.Vectors;

/// <summary>A set of vectors.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Items">How many items have a vector.</param>
/// <param name="Width">The length of a vector.</param>
/// <param name="Created">When it was saved.</param>
/// <param name="Source">The name of the file it came from.</param>
/// <param name="FileHash">SHA-256 of the file the shop keeps.</param>
/// <param name="Bytes">The size of that file.</param>
internal sealed record VectorSetAnswer(string Name, int Items, int Width, DateTimeOffset Created, string Source, string FileHash, long Bytes)
{
    /// <summary>Describes a set.</summary>
    /// <param name="set">The set.</param>
    public static VectorSetAnswer Of(VectorSet set) => new(set.Name, set.Items, set.Width, set.Created, set.Source, set.FileHash, set.FileBytes);
}
