# F6.2 The same by class of token
# Draws F6.2-classes.svg from F6.2-classes.tsv: gnuplot F6.2-classes.gp
reset
if (!exists("output")) output = 'F6.2-classes.svg'
data = 'F6.2-classes.tsv'
set encoding utf8
set terminal svg size 960,754 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F6_2_classes'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'The same by class of token' at screen 0.01458, screen 0.97082 left font 'sans-serif Bold,16' tc rgb '#111111' front
set arrow from screen 0.17906, screen 0.06233 to screen 0.17906, screen 0.04111 nohead front lw 1.5 lc rgb '#0072B2'
set label '' at screen 0.17906, screen 0.05172 point pt 7 ps 0.8 lc rgb '#0072B2' front
set label 'femto (n = 4)' at screen 0.20406, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.30160, screen 0.05172 to screen 0.33494, screen 0.05172 nohead front lw 2 lc rgb '#0072B2'
set label '' at screen 0.31827, screen 0.05172 point pt 7 ps 0.6 lc rgb '#0072B2' front
set label 'femto, line' at screen 0.34327, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.45748, screen 0.06233 to screen 0.45748, screen 0.04111 nohead front lw 1.5 lc rgb '#D55E00'
set label '' at screen 0.45748, screen 0.05172 point pt 5 ps 0.8 lc rgb '#D55E00' front
set label 'pico (n = 4)' at screen 0.48248, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.58002, screen 0.05172 to screen 0.61335, screen 0.05172 nohead front lw 2 lc rgb '#D55E00'
set label '' at screen 0.59669, screen 0.05172 point pt 5 ps 0.6 lc rgb '#D55E00' front
set label 'pico, line' at screen 0.62169, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.73590, screen 0.06233 to screen 0.73590, screen 0.04111 nohead front lw 1.5 lc rgb '#009E73'
set label '' at screen 0.73590, screen 0.05172 point pt 9 ps 0.8 lc rgb '#009E73' front
set label 'nano (n = 4)' at screen 0.76090, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.16240, screen 0.02387 to screen 0.19573, screen 0.02387 nohead front lw 2 lc rgb '#009E73'
set label '' at screen 0.17906, screen 0.02387 point pt 9 ps 0.6 lc rgb '#009E73' front
set label 'nano, line' at screen 0.20406, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.31827, screen 0.03448 to screen 0.31827, screen 0.01326 nohead front lw 1.5 lc rgb '#CC79A7'
set label '' at screen 0.31827, screen 0.02387 point pt 11 ps 0.8 lc rgb '#CC79A7' front
set label 'micro (n = 4)' at screen 0.34327, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.44081, screen 0.02387 to screen 0.47415, screen 0.02387 nohead front lw 2 lc rgb '#CC79A7'
set label '' at screen 0.45748, screen 0.02387 point pt 11 ps 0.6 lc rgb '#CC79A7' front
set label 'micro, line' at screen 0.48248, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.59669, screen 0.03448 to screen 0.59669, screen 0.01326 nohead front lw 1.5 lc rgb '#E69F00'
set label '' at screen 0.59669, screen 0.02387 point pt 13 ps 0.8 lc rgb '#E69F00' front
set label 'xs (n = 4)' at screen 0.62169, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.71923, screen 0.02387 to screen 0.75256, screen 0.02387 nohead front lw 2 lc rgb '#E69F00'
set label '' at screen 0.73590, screen 0.02387 point pt 13 ps 0.6 lc rgb '#E69F00' front
set label 'xs, line' at screen 0.76090, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: style
set lmargin at screen 0.06913; set rmargin at screen 0.48333
set tmargin at screen 0.91114; set bmargin at screen 0.57692
set logscale x 10; set xrange [0.9395227492140119:8.514961459626878]
set logscale y 10; set yrange [0.012076158544551895:0.11676288863155689]
set xtics norotate offset 0,0.35 ('1' 1.0, '2' 2.0, '5' 5.0) font ',12' tc rgb '#333333'
set ytics ('0.02' 0.02, '0.05' 0.05, '0.1' 0.1) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'style' at screen 0.06913, screen 0.92706 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'tokens of pre-training (M)' at screen 0.27623, screen 0.53316 center font 'sans-serif,13' tc rgb '#222222' front
set label 'excess loss (nats a response)' at screen 0.01875, screen 0.74403 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::3 using 4:5:(above($6, 0.012076158544551895)):7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::4::7 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::8::11 using 4:5:(above($6, 0.012076158544551895)):7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::12::15 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::16::19 using 4:5:(above($6, 0.012076158544551895)):7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::20::23 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::24::27 using 4:5:(above($6, 0.012076158544551895)):7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::28::31 using 4:5 with linespoints pt 11 ps 0.6 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::32::35 using 4:5:(above($6, 0.012076158544551895)):7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::36::39 using 4:5 with linespoints pt 13 ps 0.6 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::0::3 using 4:5:(sprintf('femto (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::4::7 using 4:5:(sprintf('femto, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::8::11 using 4:5:(sprintf('pico (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::12::15 using 4:5:(sprintf('pico, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::16::19 using 4:5:(sprintf('nano (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::20::23 using 4:5:(sprintf('nano, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::24::27 using 4:5:(sprintf('micro (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::28::31 using 4:5:(sprintf('micro, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::32::35 using 4:5:(sprintf('xs (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::36::39 using 4:5:(sprintf('xs, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: stop
set lmargin at screen 0.55038; set rmargin at screen 0.98333
set tmargin at screen 0.91114; set bmargin at screen 0.57692
set logscale x 10; set xrange [0.9395227492140119:8.514961459626878]
set logscale y 10; set yrange [0.014776382429432418:0.9605905865738954]
set xtics norotate offset 0,0.35 ('1' 1.0, '2' 2.0, '5' 5.0) font ',12' tc rgb '#333333'
set ytics ('0.02' 0.02, '0.05' 0.05, '0.1' 0.1, '0.2' 0.2, '0.5' 0.5) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'stop' at screen 0.55038, screen 0.92706 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'tokens of pre-training (M)' at screen 0.76685, screen 0.53316 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::40::43 using 4:5:(above($6, 0.014776382429432418)):7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::44::47 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::48::51 using 4:5:(above($6, 0.014776382429432418)):7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::52::55 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::56::59 using 4:5:(above($6, 0.014776382429432418)):7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::60::63 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::64::67 using 4:5:(above($6, 0.014776382429432418)):7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::68::71 using 4:5 with linespoints pt 11 ps 0.6 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::72::75 using 4:5:(above($6, 0.014776382429432418)):7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::76::79 using 4:5 with linespoints pt 13 ps 0.6 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::40::43 using 4:5:(sprintf('femto (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::44::47 using 4:5:(sprintf('femto, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::48::51 using 4:5:(sprintf('pico (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::52::55 using 4:5:(sprintf('pico, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::56::59 using 4:5:(sprintf('nano (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::60::63 using 4:5:(sprintf('nano, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::64::67 using 4:5:(sprintf('micro (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::68::71 using 4:5:(sprintf('micro, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::72::75 using 4:5:(sprintf('xs (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::76::79 using 4:5:(sprintf('xs, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: copy
set lmargin at screen 0.07625; set rmargin at screen 0.48333
set tmargin at screen 0.47347; set bmargin at screen 0.13926
set logscale x 10; set xrange [0.9395227492140119:8.514961459626878]
set logscale y 10; set yrange [0.0002380765708017763:19.85813037851892]
set xtics norotate offset 0,0.35 ('1' 1.0, '2' 2.0, '5' 5.0) font ',12' tc rgb '#333333'
set ytics ('0.001' 0.001, '0.01' 0.01, '0.1' 0.1, '1' 1.0, '10' 10.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'copy' at screen 0.07625, screen 0.48939 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'tokens of pre-training (M)' at screen 0.27979, screen 0.09549 center font 'sans-serif,13' tc rgb '#222222' front
set label 'excess loss (nats a response)' at screen 0.01875, screen 0.30637 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::80::83 using 4:5:(above($6, 0.0002380765708017763)):7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::84::87 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::88::91 using 4:5:(above($6, 0.0002380765708017763)):7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::92::95 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::96::99 using 4:5:(above($6, 0.0002380765708017763)):7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::100::103 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::104::107 using 4:5:(above($6, 0.0002380765708017763)):7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::108::111 using 4:5 with linespoints pt 11 ps 0.6 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::112::115 using 4:5:(above($6, 0.0002380765708017763)):7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::116::119 using 4:5 with linespoints pt 13 ps 0.6 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::80::83 using 4:5:(sprintf('femto (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::84::87 using 4:5:(sprintf('femto, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::88::91 using 4:5:(sprintf('pico (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::92::95 using 4:5:(sprintf('pico, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::96::99 using 4:5:(sprintf('nano (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::100::103 using 4:5:(sprintf('nano, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::104::107 using 4:5:(sprintf('micro (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::108::111 using 4:5:(sprintf('micro, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::112::115 using 4:5:(sprintf('xs (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::116::119 using 4:5:(sprintf('xs, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 4: compute
set lmargin at screen 0.54325; set rmargin at screen 0.98333
set tmargin at screen 0.47347; set bmargin at screen 0.13926
set logscale x 10; set xrange [0.9395227492140119:8.514961459626878]
set logscale y 10; set yrange [0.47248964388428677:8.177009784037168]
set xtics norotate offset 0,0.35 ('1' 1.0, '2' 2.0, '5' 5.0) font ',12' tc rgb '#333333'
set ytics ('0.5' 0.5, '1' 1.0, '2' 2.0, '5' 5.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'compute' at screen 0.54325, screen 0.48939 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'tokens of pre-training (M)' at screen 0.76329, screen 0.09549 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::120::123 using 4:5:(above($6, 0.47248964388428677)):7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::124::127 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::128::131 using 4:5:(above($6, 0.47248964388428677)):7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::132::135 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::136::139 using 4:5:(above($6, 0.47248964388428677)):7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::140::143 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::144::147 using 4:5:(above($6, 0.47248964388428677)):7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::148::151 using 4:5 with linespoints pt 11 ps 0.6 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::152::155 using 4:5:(above($6, 0.47248964388428677)):7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::156::159 using 4:5 with linespoints pt 13 ps 0.6 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::120::123 using 4:5:(sprintf('femto (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::124::127 using 4:5:(sprintf('femto, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::128::131 using 4:5:(sprintf('pico (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::132::135 using 4:5:(sprintf('pico, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::136::139 using 4:5:(sprintf('nano (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::140::143 using 4:5:(sprintf('nano, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::144::147 using 4:5:(sprintf('micro (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::148::151 using 4:5:(sprintf('micro, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::152::155 using 4:5:(sprintf('xs (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::156::159 using 4:5:(sprintf('xs, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
