namespace Kirana.Data.ModelFiles;

/// <summary>The names of a model file's metadata and the spelling of its reserved tensors.</summary>
internal static class ModelKeys
{
    public const string Metadata = "__metadata__";
    public const string Kind = "kind";
    public const string Version = "version";
    public const string OldestReader = "oldest_reader";
    public const string Options = "options";
    public const string Schema = "schema";
    public const string DataHash = "data_hash";
    public const string Hash = "sha256";

    /// <summary>What stands in the place of the SHA-256's hex digits while it is computed.</summary>
    public const string NoHash = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Tensors start at multiples of this, so that a mapped file can be read by aligned vectors.</summary>
    public const int Alignment = 64;

    /// <summary>The format allows no hole between tensors, so what aligns the next one is a tensor of zeros under this prefix.</summary>
    public const string Padding = "__padding__/";

    /// <summary>The tensor that holds where each string of a list of strings begins and ends in its bytes.</summary>
    public static string OffsetsOf(string strings) => strings + ".offsets";
}
