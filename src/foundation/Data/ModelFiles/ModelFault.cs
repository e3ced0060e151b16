namespace Kirana.Data.ModelFiles;

/// <summary>What a file breaks, without the file's name, which <see cref="ModelReader"/> adds.</summary>
internal sealed class ModelFault(string expected, string found) : Exception($"expected {expected}, found {found}");
