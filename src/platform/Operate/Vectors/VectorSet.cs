namespace Kirana.Operate.Vectors;

/// <summary>What a shop knows of a set of vectors without reading it.</summary>
/// <param name="Name">The set's name, such as <c>picture</c>.</param>
/// <param name="Items">How many items have a vector.</param>
/// <param name="Width">The length of a vector.</param>
/// <param name="Created">When it was saved.</param>
/// <param name="Source">The name of the file it came from.</param>
/// <param name="FileHash">SHA-256 of the file the shop keeps, lower-case hex.</param>
/// <param name="FileBytes">The size of that file.</param>
public sealed record VectorSet(string Name, int Items, int Width, DateTimeOffset Created, string Source, string FileHash, long FileBytes);
