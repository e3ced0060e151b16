namespace Kirana.Data.ModelFiles;

/// <summary>The element types of safetensors that this library writes and reads.</summary>
internal static class TensorType
{
    public const string Single = "F32";
    public const string Double = "F64";
    public const string Int32 = "I32";
    public const string Int64 = "I64";
    public const string Byte = "U8";
    public const string SByte = "I8";

    /// <summary>The bytes of one element; 0 for a type that is not known.</summary>
    public static int SizeOf(string type) => type switch
    {
        Single or Int32 => 4,
        Double or Int64 => 8,
        Byte or SByte => 1,
        _ => 0,
    };
}
