namespace Kirana.Learn.Exports;

/// <summary>What a tensor of ONNX holds; the numbers are those of its files.</summary>
internal enum OnnxElement
{
    Float = 1,
    Integer = 7,
    Text = 8,
    Double = 11,
}
