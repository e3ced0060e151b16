namespace Kirana.Data.ModelFiles;

/// <summary>The element types of safetensors that this library knows; <see cref="Half"/> and <see cref="Brief"/> stand in files of others only.</summary>
internal static class TensorType
{
    public const string Half = "F16";
    public const string Brief = "BF16";
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
        Half or Brief => 2,
        Byte or SByte => 1,
        _ => 0,
    };
}
