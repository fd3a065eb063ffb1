# F1.7 Where along the response
# Draws F1.7-steps.svg from F1.7-steps.tsv: gnuplot F1.7-steps.gp
reset
if (!exists("output")) output = 'F1.7-steps.svg'
data = 'F1.7-steps.tsv'
set encoding utf8
set terminal svg size 1200,403 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F1_7_steps'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Where along the response' at screen 0.01167, screen 0.94541 left font 'sans-serif Bold,16' tc rgb '#111111' front
set object rectangle from screen 0.30600, screen 0.02978 to screen 0.33267, screen 0.05955 front fc rgb '#c8D55E00' fs solid noborder
set arrow from screen 0.30600, screen 0.04467 to screen 0.33267, screen 0.04467 nohead front lw 2 lc rgb '#D55E00'
set label '' at screen 0.31933, screen 0.04467 point pt 5 ps 0.6 lc rgb '#D55E00' front
set label 'rl_id' at screen 0.33933, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.40717, screen 0.02978 to screen 0.43383, screen 0.05955 front fc rgb '#c8009E73' fs solid noborder
set arrow from screen 0.40717, screen 0.04467 to screen 0.43383, screen 0.04467 nohead front lw 2 lc rgb '#009E73'
set label '' at screen 0.42050, screen 0.04467 point pt 9 ps 0.6 lc rgb '#009E73' front
set label 'rl_edge' at screen 0.44050, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.50833, screen 0.02978 to screen 0.53500, screen 0.05955 front fc rgb '#c8E69F00' fs solid noborder
set arrow from screen 0.50833, screen 0.04467 to screen 0.53500, screen 0.04467 nohead front lw 2 lc rgb '#E69F00'
set label '' at screen 0.52167, screen 0.04467 point pt 13 ps 0.6 lc rgb '#E69F00' front
set label 'rl_mix' at screen 0.54167, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.60950, screen 0.02978 to screen 0.63617, screen 0.05955 front fc rgb '#c8CC79A7' fs solid noborder
set arrow from screen 0.60950, screen 0.04467 to screen 0.63617, screen 0.04467 nohead front lw 2 lc rgb '#CC79A7' dt (9,3)
set label '' at screen 0.62283, screen 0.04467 point pt 13 ps 0.6 lc rgb '#CC79A7' front
set label 'rl_hard_30' at screen 0.64283, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: id
set lmargin at screen 0.04640; set rmargin at screen 0.32000
set tmargin at screen 0.83375; set bmargin at screen 0.25365
unset logscale x; set xrange [-0.5:5.5]
unset logscale y; set yrange [-2.341204757055879:0.9294757312151198]
set xtics norotate offset 0,0.35 ('leaves' 0.0, '1' 1.0, '2' 2.0, '3' 3.0, '4' 4.0, 'answer' 5.0) font ',12' tc rgb '#333333'
set ytics ('−2' -2.0, '−1' -1.0, '0' 0.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'id' at screen 0.04640, screen 0.86352 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.18320, screen 0.17176 center font 'sans-serif,13' tc rgb '#222222' front
set label 'Δ log p (nats)' at screen 0.01500, screen 0.54370 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
set arrow from graph 0, first 0.0 to graph 1, first 0.0 nohead front lw 1 lc rgb '#777777' dt (5,4)
set label 'no change' at graph 0.99, first 0.0 right offset 0,0.5 font ',11' tc rgb '#666666' front
plot data skip 1 every ::0::5 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::6::11 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::12::17 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::18::23 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::0::5 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::6::11 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::12::17 using 4:5 with linespoints pt 13 ps 0.6 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::18::23 using 4:5 with linespoints pt 13 ps 0.6 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::0::5 using 4:5:(sprintf('rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::6::11 using 4:5:(sprintf('rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::12::17 using 4:5:(sprintf('rl_mix: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::18::23 using 4:5:(sprintf('rl_hard_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: edge
set lmargin at screen 0.37363; set rmargin at screen 0.65333
set tmargin at screen 0.83375; set bmargin at screen 0.25365
unset logscale x; set xrange [-0.5:7.5]
unset logscale y; set yrange [-1.9059569697273824:0.9673262708907095]
set xtics rotate by 35 right ('leaves' 0.0, '1' 1.0, '2' 2.0, '3' 3.0, '4' 4.0, '5' 5.0, '6' 6.0, 'answer' 7.0) font ',12' tc rgb '#333333'
set ytics ('−1.5' -1.5, '−1.0' -1.0, '−0.5' -0.5, '0' 0.0, '0.5' 0.5) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'edge' at screen 0.37363, screen 0.86352 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.51348, screen 0.12655 center font 'sans-serif,13' tc rgb '#222222' front
set arrow from graph 0, first 0.0 to graph 1, first 0.0 nohead front lw 1 lc rgb '#777777' dt (5,4)
set label 'no change' at graph 0.99, first 0.0 right offset 0,0.5 font ',11' tc rgb '#666666' front
plot data skip 1 every ::24::31 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::32::39 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::40::47 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::48::55 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::24::31 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::32::39 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::40::47 using 4:5 with linespoints pt 13 ps 0.6 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::48::55 using 4:5 with linespoints pt 13 ps 0.6 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::24::31 using 4:5:(sprintf('rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::32::39 using 4:5:(sprintf('rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::40::47 using 4:5:(sprintf('rl_mix: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::48::55 using 4:5:(sprintf('rl_hard_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: hard
set lmargin at screen 0.69807; set rmargin at screen 0.98667
set tmargin at screen 0.83375; set bmargin at screen 0.25365
unset logscale x; set xrange [-0.5:9.5]
unset logscale y; set yrange [-5.834957907359424:2.761991366009537]
set xtics rotate by 35 right ('leaves' 0.0, '1' 1.0, '2' 2.0, '3' 3.0, '4' 4.0, '5' 5.0, '6' 6.0, '7' 7.0, '8' 8.0, 'answer' 9.0) font ',12' tc rgb '#333333'
set ytics ('−4' -4.0, '−2' -2.0, '0' 0.0, '2' 2.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'hard' at screen 0.69807, screen 0.86352 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.84237, screen 0.12655 center font 'sans-serif,13' tc rgb '#222222' front
set arrow from graph 0, first 0.0 to graph 1, first 0.0 nohead front lw 1 lc rgb '#777777' dt (5,4)
set label 'no change' at graph 0.99, first 0.0 right offset 0,0.5 font ',11' tc rgb '#666666' front
plot data skip 1 every ::56::65 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::66::75 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::76::85 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::86::95 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::56::65 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::66::75 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::76::85 using 4:5 with linespoints pt 13 ps 0.6 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::86::95 using 4:5 with linespoints pt 13 ps 0.6 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::56::65 using 4:5:(sprintf('rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::66::75 using 4:5:(sprintf('rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::76::85 using 4:5:(sprintf('rl_mix: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::86::95 using 4:5:(sprintf('rl_hard_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
