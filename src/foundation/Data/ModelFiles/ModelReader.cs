namespace Kirana.Data.ModelFiles;

/// <summary>A model file that was opened and checked; gives out its tensors and metadata. Immutable and thread-safe.</summary>
public sealed class ModelReader
{
}
