namespace Kirana.Learn.Exports;

/// <summary>An attribute of an operator as ONNX keeps it: a name, one value or several, and which of those it is.</summary>
internal static class OnnxAttribute
{
    // The fields of AttributeProto.
    private const int Name = 1;
    private const int Number = 3;
    private const int Text = 4;
    private const int Floats = 7;
    private const int Numbers = 8;
    private const int Texts = 9;
    private const int Kind = 20;

    public static ProtobufWriter Of(string name, long number)
    {
        var attribute = Named(name, kind: 2);
        attribute.Write(Number, number);
        return attribute;
    }

    public static ProtobufWriter Of(string name, string text)
    {
        var attribute = Named(name, kind: 3);
        attribute.Write(Text, text);
        return attribute;
    }

    public static ProtobufWriter Of(string name, ReadOnlySpan<float> numbers)
    {
        var attribute = Named(name, kind: 6);
        attribute.Write(Floats, numbers);
        return attribute;
    }

    public static ProtobufWriter Of(string name, ReadOnlySpan<long> numbers)
    {
        var attribute = Named(name, kind: 7);
        attribute.Write(Numbers, numbers);
        return attribute;
    }

    public static ProtobufWriter Of(string name, IEnumerable<string> texts)
    {
        var attribute = Named(name, kind: 8);
        foreach (var text in texts)
            attribute.Write(Texts, text);
        return attribute;
    }

    private static ProtobufWriter Named(string name, int kind)
    {
        var attribute = new ProtobufWriter();
        attribute.Write(Name, name);
        attribute.Write(Kind, kind);
        return attribute;
    }
}
